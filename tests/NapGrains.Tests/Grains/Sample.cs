using System.Collections.Immutable;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Assignments;
using NapGrains.Grains.Feed;
using NapGrains.Grains.History;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Operations;
using NapGrains.Grains.Plans;
using Texts = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace NapGrains.Tests.Grains;

/// <summary>What the tests of grains say to them: a plan <c>az-test</c> with bodies <c>az/a</c>, <c>az/b</c>, ….</summary>
internal static class Sample
{
    public const string Plan = "az-test";
    public const string Period = "2022";

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    internal static readonly By By = new("secretariat", null, "operation");
    public static readonly Actor Secretariat = new(["secretariat"], [], [], []);

    public static readonly AssignmentPatch NoAssignment = new(
        null, null, null, null, null, null,
        ImmutableSortedDictionary.Create<string, bool>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, ReportContent>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, Filing>(StringComparer.Ordinal),
        null);

    public static readonly MeasurePatch Measure = new(
        "1.1", 1, "az", null, null, null, null, null, null, [], [],
        ImmutableSortedDictionary.Create<string, DocumentRow>(StringComparer.Ordinal), [], null, [], null);

    public static readonly PlanPatch PlanData = new(
        "az", "Asia/Baku", "az", Text("Plan"), [new(Period, null, null, null)],
        ImmutableSortedDictionary.Create<string, DocumentFrame>(StringComparer.Ordinal), [1], null);

    public static Actor Reporter(string agency) => new(["reporter"], [agency], [], []);

    public static Texts Text(string text, string language = "az") =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(language, text);

    public static ReportContent Words(string words, int? position = null, string? summary = null, Claim? claim = null) => new(
        claim, false, [new(position, null, null, Text(words), summary is null ? null : Text(summary, "en"))], "Lack of staff.",
        [new("https://example.org/evidence", null)], [], []);

    public static ReportContent Summary(string summary, int position, params Figure[] figures) => new(
        null, false, [new(position, null, null, null, Text(summary, "en"))], null, [], [.. figures], []);

    public static ReportSubmission Submission(string words, int? expectedRevision = null, string period = Period, Claim? claim = null) =>
        new(period, Words(words, claim: claim), expectedRevision, false);

    public static Figure Number(decimal value) => new(value, Text("%"), Text("courts"));

    public static AssignmentPatch With(this AssignmentPatch patch, string period, ReportContent report) =>
        patch with { Reports = patch.Reports.SetItem(period, report) };

    public static AssignmentPatch Opening(this AssignmentPatch patch, string period, bool expected = true) =>
        patch with { Opens = patch.Opens.SetItem(period, expected) };

    public static AssignmentPatch Lead(int order = 0) => NoAssignment with { Role = ExecutorRole.Lead, Duty = Duty.Named, Order = order };

    public static AssignmentPatch Other(int order = 1) => NoAssignment with { Role = ExecutorRole.Other, Duty = Duty.Named, Order = order };

    public static AssignmentUpdate Update(long version, string agency, params long[] events) => new(
        version,
        new("1.1", agency, ExecutorRole.Lead, Duty.Named, false, false, $"version {version}", 0, ImmutableSortedDictionary<string, ReportHead>.Empty),
        [.. events.Select(number => new NumberedChange(number, Event(agency, number)))]);

    public static PlanChange Event(string agency, long number) =>
        new(PlanEventKind.ReportSubmitted, Start.AddSeconds(number), "1.1", agency, Period: $"{number}");

    public static RegisteredBody Body(string key, string name, params string[] aliases) =>
        new(key, AgencyKind.Agency, Text(name), [.. aliases], null);

    /// <summary>A small import: two bodies, one priority, two measures with a lead and another executor each, and three reports.</summary>
    public static Intention Import(string digest = "small", int? shipped = null) => new(
        "IMPORT", "az", Period, digest,
        [
            new RegisterStep("az", new([Body("az/a", "A"), Body("az/b", "B")], shipped)),
            new PlanStep(PlanData with { Shipped = shipped }),
            new PriorityStep(new(1, Text("Priority"), ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), shipped)),
            new MeasureStep("1.1", Measure with { Order = 1, Titles = Text("One"), Shipped = shipped }),
            new MeasureStep("1.2", Measure with { Number = "1.2", Order = 2, Titles = Text("Two"), Shipped = shipped }),
            new AssignmentStep("1.1", "az/a", Lead().Opening(Period).With(Period, Words("a on 1.1", 1)) with { Shipped = shipped }),
            new AssignmentStep("1.1", "az/b", Other().Opening(Period) with { Shipped = shipped }),
            new AssignmentStep("1.2", "az/a", Lead().Opening(Period).With(Period, Words("a on 1.2", 1)) with { Shipped = shipped }),
            new AssignmentStep("1.2", "az/b", Other().Opening(Period).With(Period, Words("b on 1.2", 2)) with { Shipped = shipped }),
        ],
        []);

    /// <summary>An amendment of what <see cref="Import"/> brings: one measure is withdrawn, one renumbered, dated and given to the other body, one added.</summary>
    public static Intention Amendment() => new(
        "AMEND_PLAN", "az", null, "amendment",
        [
            new AmendPlanStep("12s", new(2025, 12, 1)),
            new AmendMeasureStep("1.1", new([AmendmentKind.Withdrawn])),
            new AmendMeasureStep("1.2", new([AmendmentKind.Renumbered, AmendmentKind.Rescheduled, AmendmentKind.Reassigned])
            {
                Number = "1.7",
                Dates = new(null, new(2026, 6, 30), false),
            }),
            new AmendMeasureStep("1.9", new([AmendmentKind.Added], "1.9", 1, 3, Text("Nine"), null, new(null, null, false), null, null, "az", "Asia/Baku")),
            new AmendPartStep("1.1", "az/b", NoAssignment with { Closes = [Period] }),
            new AmendPartStep("1.2", "az/a", NoAssignment with { Role = ExecutorRole.Reporter, Duty = Duty.Voluntary, Recommended = false }),
            new AmendPartStep("1.2", "az/b", Lead()),
            new AmendPartStep("1.9", "az/a", Lead().Opening(Period)),
        ],
        [],
        new(PlanEventKind.PlanAmended, default, Reason: "12s, 2025-12-01"),
        1);
}
