namespace NapGrains.Gateway.Security;

/// <summary>Names of the token claims that rights are read from, and the values of <see cref="Role"/>.</summary>
public static class CallerClaims
{
    /// <summary>Who the token was given to.</summary>
    public const string Subject = "sub";

    /// <summary>The token's own id, by which it can be revoked.</summary>
    public const string TokenId = "jti";

    /// <summary>Expiry, in seconds since 1970; required.</summary>
    public const string Expiry = "exp";

    /// <summary>One or more of <see cref="Reporter"/>, <see cref="Secretariat"/>, <see cref="Assessor"/>, <see cref="Admin"/>.</summary>
    public const string Role = "role";

    /// <summary>One or more keys of agencies the holder reports for.</summary>
    public const string Agency = "agency";

    /// <summary>Key of the assessor the holder publishes for.</summary>
    public const string AssessorKey = "assessor";

    /// <summary>One or more keys of plans that bound the roles.</summary>
    public const string Plan = "plan";

    /// <summary>One or more jurisdictions that bound the roles.</summary>
    public const string Jurisdiction = "jurisdiction";

    /// <summary>Role: drafts and submits the reports of its agencies.</summary>
    public const string Reporter = "reporter";

    /// <summary>Role: opens periods, returns and accepts reports, gives verdicts, imports, amends.</summary>
    public const string Secretariat = "secretariat";

    /// <summary>Role: publishes independent assessments.</summary>
    public const string Assessor = "assessor";

    /// <summary>Role: everything, everywhere.</summary>
    public const string Admin = "admin";
}
