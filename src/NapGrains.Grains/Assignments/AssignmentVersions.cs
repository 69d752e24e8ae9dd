using NapGrains.Grains.Amendments;

namespace NapGrains.Grains.Assignments;

/// <summary>An agency's part of a measure as it was in a version of the plan.</summary>
internal static class AssignmentVersions
{
    /// <summary>
    /// The part as it was in a version, with the reports as they are now: what was asked of it until then counts as asked, also where
    /// an amendment asks it no more. Null where it had no part.
    /// </summary>
    public static AssignmentSummary? In(this AssignmentSummary summary, int? version) =>
        summary.FormerParts.FirstOrDefault(part => part.Until >= version) is not { } former ? summary
        : former.Role is not { } role ? null
        : summary with
        {
            Role = role,
            Duty = former.Duty,
            Recommended = former.Recommended,
            MemberOf = former.MemberOf,
            Reports = summary.Reports.AddRange(former.Asked.Where(period => !summary.Reports.ContainsKey(period))
                .Select(period => KeyValuePair.Create(period, PeriodReport.Opened(expected: true).Public(period)))),
        };

    /// <summary>What the part is until an amendment changes it; no part where nobody above knows of it yet.</summary>
    public static FormerPart Part(this AssignmentState state, int until) => state.Outbox.Outlets.IsEmpty
        ? new(until, null, Duty.Voluntary, false, null, [])
        : new(
            until, state.Role, state.Duty, state.Recommended, state.MemberOf,
            [.. state.Periods.Where(period => period.Value.Public(period.Key).State != ReportState.NotRequested).Select(period => period.Key)]);
}
