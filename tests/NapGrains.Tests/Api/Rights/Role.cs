namespace NapGrains.Tests.Api.Rights;

/// <summary>Who asks: the roles of the rights matrix.</summary>
/// <param name="Name">Its name in the matrix.</param>
/// <param name="Claims">Claims of its token; none for somebody without one.</param>
/// <param name="IsInsider">Whether drafts and returned reports of <see cref="Agency"/> are its business.</param>
internal sealed record Role(string Name, IReadOnlyDictionary<string, object> Claims, bool IsInsider = false)
{
    /// <summary>The agency whose reports the matrix is about.</summary>
    public const string Agency = "az/nazirler-kabineti";

    private const string Other = "az/edliyye-nazirliyi";

    public static readonly Role Anonymous = new("anonymous", new Dictionary<string, object>());
    public static readonly Role Reporter = Of("reporter of the agency", "reporter", isInsider: true, agency: Agency);
    public static readonly Role ReporterOfAnother = Of("reporter of another agency", "reporter", agency: Other);
    public static readonly Role ReporterOfAnotherPlan = Of("reporter bound to another plan", "reporter", plan: "another", agency: Agency);
    public static readonly Role ReporterElsewhere = Of("reporter bound to another jurisdiction", "reporter", plan: null, jurisdiction: "ge", agency: Agency);
    public static readonly Role Secretariat = Of("secretariat of the plan", "secretariat", isInsider: true);
    public static readonly Role SecretariatOfAnotherPlan = Of("secretariat of another plan", "secretariat", plan: "another");
    public static readonly Role SecretariatElsewhere = Of("secretariat of another jurisdiction", "secretariat", plan: null, jurisdiction: "ge");
    public static readonly Role Assessor = Of("assessor", "assessor", assessor: "transparency");
    public static readonly Role Admin = Of("admin", "admin", isInsider: true, plan: null);

    public static IReadOnlyList<Role> All { get; } =
    [
        Anonymous, Reporter, ReporterOfAnother, ReporterOfAnotherPlan, ReporterElsewhere, Secretariat, SecretariatOfAnotherPlan, SecretariatElsewhere,
        Assessor, Admin,
    ];

    public static Role Named(string name) => All.Single(role => role.Name == name);

    public NapClient On(NapApplication server) => server.ClientWith(new Dictionary<string, object>(Claims));

    private static Role Of(
        string name, string role, bool isInsider = false, string? plan = NapApplication.Plan, string? jurisdiction = null, string? agency = null, string? assessor = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = name, ["role"] = role };
        foreach (var (claim, value) in new[] { ("plan", plan), ("jurisdiction", jurisdiction), ("agency", agency), ("assessor", assessor) })
        {
            if (value is not null)
            {
                claims[claim] = value;
            }
        }

        return new(name, claims, isInsider);
    }
}
