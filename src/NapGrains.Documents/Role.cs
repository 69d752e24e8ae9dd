namespace NapGrains.Documents;

/// <summary>The values of <see cref="ExecutorEntry.Role"/>.</summary>
public static class Role
{
    /// <summary>Named as lead.</summary>
    public const string Lead = "LEAD";

    /// <summary>Named among the others.</summary>
    public const string Other = "OTHER";

    /// <summary>Reports without being a named executor.</summary>
    public const string Reporter = "REPORTER";
}

/// <summary>The values of <see cref="ExecutorEntry.Duty"/>.</summary>
public static class Duty
{
    /// <summary>Named in an executors' cell.</summary>
    public const string Named = "NAMED";

    /// <summary>Addressee of a delegation.</summary>
    public const string Delegated = "DELEGATED";

    /// <summary>Named by the secretariat as a member of a collective executor.</summary>
    public const string Member = "MEMBER";

    /// <summary>Reports unasked.</summary>
    public const string Voluntary = "VOLUNTARY";
}
