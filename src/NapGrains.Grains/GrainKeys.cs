namespace NapGrains.Grains;

/// <summary>
/// The string keys of all grains. Every key contains <c>:</c>, so that none parses as a number: ADO.NET storage would
/// otherwise take some keys for integers and let them collide.
/// </summary>
public static class GrainKeys
{
    /// <summary>The one index of plans and jurisdictions.</summary>
    public const string PlanIndex = "plans:all";

    /// <summary>The one grain that wakes rows with something unsent.</summary>
    public const string Sweep = "sweep:all";

    /// <summary>Key of a plan's grain.</summary>
    public static string Plan(string plan) => $"plan:{plan}";

    /// <summary>Key of a priority's grain.</summary>
    public static string Priority(string plan, int number) => $"priority:{plan}/{number}";

    /// <summary>Key of a measure's grain; <paramref name="measure"/> is the number it first had.</summary>
    public static string Measure(string plan, string measure) => $"measure:{plan}/{measure}";

    /// <summary>Key of the grain of one agency's part of one measure.</summary>
    public static string Assignment(string plan, string measure, string agency) => $"assignment:{plan}/{measure}/{agency}";

    /// <summary>Key of the row that holds one segment of the superseded revisions of a report.</summary>
    public static string RevisionSegment(string assignmentKey, string period, int segment) => $"revisions:{Name(assignmentKey)}/{period}/{segment}";

    /// <summary>Key of the row that holds one full segment of a grain's chain of changes.</summary>
    public static string ChainSegment(string grainKey, long segment) => $"chain:{grainKey}/{segment}";

    /// <summary>Key of the row that holds one segment of the operations that a grain remembers.</summary>
    public static string OperationSegment(string grainKey, long slot) => $"seen:{grainKey}/{slot}";

    /// <summary>Key of the row that holds one segment of the past of a grain's summary.</summary>
    public static string PastSegment(string grainKey, long segment) => $"past:{grainKey}/{segment}";

    /// <summary>Key of the row that holds one segment of a grain's children.</summary>
    public static string ChildSegment(string grainKey, int segment) => $"children:{grainKey}/{segment}";

    /// <summary>Key of a plan's clock.</summary>
    public static string Clock(string plan) => $"clock:{plan}";

    /// <summary>Key of an agency's grain; agency keys carry their jurisdiction, e.g. <c>az/edliyye-nazirliyi</c>.</summary>
    public static string Agency(string agency) => $"agency:{agency}";

    /// <summary>Key of the queue of what an agency should know.</summary>
    public static string Notices(string agency) => $"notices:{agency}";

    /// <summary>Key of a jurisdiction's register of bodies.</summary>
    public static string Register(string jurisdiction) => $"register:{jurisdiction}";

    /// <summary>Key of a plan's event feed.</summary>
    public static string Feed(string plan) => $"feed:{plan}";

    /// <summary>Key of the row that holds one segment of a feed.</summary>
    public static string FeedSegment(string plan, long segment) => $"segment:{plan}/{segment}";

    /// <summary>Key of a plan's operations queue.</summary>
    public static string Operations(string plan) => $"operations:{plan}";

    /// <summary>Stands for a plan's key in operations on several plans; no plan has it.</summary>
    public const string EveryPlan = "*";

    /// <summary>Key of an operation on several plans.</summary>
    public static string Bulk(string operation) => $"bulk:{operation}";

    /// <summary>What follows the first <c>:</c> of <paramref name="key"/>.</summary>
    internal static string Name(string key) => key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Plan and measure of a measure's or an assignment's key, and the rest (the agency) where there is one.</summary>
    internal static (string Plan, string Measure, string Agency) Parts(string key)
    {
        var parts = Name(key).Split('/', 3);
        return (parts[0], parts[1], parts.Length > 2 ? parts[2] : "");
    }
}
