using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NapGrains.Documents;
using NapGrains.Documents.Tables;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Operations;

namespace NapGrains.Gateway.Exchange;

/// <summary>Reads a document, checks it against the plan, and stores what is to be done with it.</summary>
internal static class DocumentImport
{
    /// <summary>Carries out <c>importDocument</c>.</summary>
    /// <exception cref="RefusalException"><c>DOCUMENT_REFUSED</c>, <c>UNKNOWN_PLAN</c> or <c>UNKNOWN_PERIOD</c>; nothing is stored.</exception>
    public static async Task<ImportDocumentPayload> Run(Viewpoint from, ImportDocumentInput input)
    {
        var scope = PlanKey.IsValid(input.Plan) ? await from.Plan(input.Plan) : null;
        if (scope is not null)
        {
            Mutation.RequireSecretariat(scope);
        }
        else
        {
            // Whether the plan exists is said to those only who may import at all.
            Mutation.Require(
                from.Actor,
                from.Actor.IsAdmin || from.Actor.Roles.Contains("secretariat"),
                "Only a secretariat may import documents.");
        }

        var (document, warnings) = Read(input, scope);
        var jurisdiction = scope?.Jurisdiction ?? document.Plan!.Jurisdiction;
        Mutation.Require(from.Actor, from.Actor.IsSecretariatOf(input.Plan, jurisdiction), $"Only the secretariat of {input.Plan} may do this.");
        var register = scope?.Snapshot.Register ?? (PlanKey.IsValid(jurisdiction) ? await from.Views.Register(jurisdiction) : RegisterSnapshot.Empty(jurisdiction));
        DocumentChecks.Keys(jurisdiction, document);
        DocumentChecks.Names(register, document.Bodies);
        DocumentChecks.Periods(scope?.Snapshot, document, input.Period);
        HistoryExport.Check(document.History);
        var totals = new ImportTotals(document);
        if (input.DryRun == true)
        {
            return new(null, totals, [.. warnings.Select(warning => new ImportWarning(warning))], []);
        }

        var intention = new Intention(
            "IMPORT",
            jurisdiction,
            input.Period,
            Digest(input),
            ImportPlan.Steps(document, jurisdiction, Opened(document, input.Period), scope?.Snapshot),
            warnings);
        var operation = await from.Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(input.Plan))
            .Enqueue(from.Actor, input.OperationId, intention);
        return new(new OperationObject(operation), totals, [.. warnings.Select(warning => new ImportWarning(warning))], []);
    }

    /// <summary>Periods that a document reports on.</summary>
    public static ImmutableArray<string> Opened(PlanDocument document, string? period) =>
    [
        .. document.Priorities.SelectMany(priority => priority.Measures)
            .SelectMany(measure => measure.Reports.Select(report => report.Period).Concat(measure.Rows?.Keys ?? []))
            .Concat(period is null ? [] : [period])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static (PlanDocument Document, ImmutableArray<OperationWarning> Warnings) Read(ImportDocumentInput input, PlanScope? scope)
    {
        try
        {
            return input.Format switch
            {
                DocumentFormat.OfficialText =>
                    ReadText(input, scope ?? throw new RefusalException("UNKNOWN_PLAN", $"There is no plan '{input.Plan}'; import it as JSON first.")),
                DocumentFormat.Csv => (ReadTable(input, scope), []),
                DocumentFormat.Json => (ReadJson(input, scope), []),
                _ => throw new DocumentRefusal($"{GraphNames.Of(input.Format)} documents are given out, not taken; import the official report's text, JSON or CSV."),
            };
        }
        catch (DocumentRefusedException refused)
        {
            throw new DocumentRefusal(refused);
        }
    }

    private static (PlanDocument, ImmutableArray<OperationWarning>) ReadText(ImportDocumentInput input, PlanScope scope)
    {
        var period = input.Period ?? throw new RefusalException("UNKNOWN_PERIOD", "An official report is one of a period: name it in `period`.");
        if (scope.Snapshot.Plan.Periods.All(known => known.Key != period))
        {
            throw new RefusalException(
                "UNKNOWN_PERIOD", $"The plan has no period '{period}'; it has {string.Join(", ", scope.Snapshot.Plan.Periods.Select(known => known.Key))}.");
        }

        var numbers = scope.Snapshot.Measures;
        var report = OfficialReport.Read(input.Document, scope.Snapshot.Register.Names, new ReadOptions
        {
            Jurisdiction = scope.Jurisdiction,
            Corrections = input.Corrections is { } corrections ? Corrections.Parse(corrections) : Corrections.None,
            Measures = [.. numbers.Select(measure => measure.Definition.Number)],
        });
        var ids = report.Priorities.SelectMany(priority => priority.Measures).Select(measure => measure.Number)
            .Where(number => scope.Snapshot.IdOf(number, period) is { } id && id != number)
            .ToDictionary(number => number, number => scope.Snapshot.IdOf(number, period)!, StringComparer.Ordinal);
        return (
            HeldDuties.Keep(report.ToPlanDocument(period, ids), scope.Snapshot),
            [
                .. report.Warnings.Concat(HeldDuties.Doubts(report, period, scope.Snapshot)).OrderBy(warning => warning.Line)
                    .Select(warning => new OperationWarning(warning.Line, warning.What, warning.Why)),
            ]);
    }

    private static PlanDocument ReadTable(ImportDocumentInput input, PlanScope? scope)
    {
        var batch = PlanTable.Read(input.Document, _ => scope?.Snapshot.Register.Names);
        batch.Check(_ => Known(scope));
        return batch.Plans is [{ Plan: { } plan } only] && plan.Key == input.Plan
            ? only
            : throw new DocumentRefusal($"The table is of {string.Join(", ", batch.Plans.Select(other => other.Plan?.Key))}, not of '{input.Plan}' alone; `importPlans` takes several plans.");
    }

    /// <summary>What a document may name beside what it holds itself.</summary>
    public static KnownPlan Known(PlanScope? scope) => new(
        scope?.Snapshot.Register.Names, scope?.Snapshot.Measures.Select(measure => measure.Id).ToHashSet(StringComparer.Ordinal));

    private static PlanDocument ReadJson(ImportDocumentInput input, PlanScope? scope)
    {
        var known = Known(scope);
        var document = PlanJson.Read(input.Document, known.Bodies, known.Measures);
        return document.Plan is { } plan && plan.Key != input.Plan
            ? throw new DocumentRefusal($"$.plan.key: the document is one of plan '{plan.Key}', not of '{input.Plan}'.")
            : document.Plan is null && scope is null
                ? throw new RefusalException("UNKNOWN_PLAN", $"There is no plan '{input.Plan}', and the document does not say what it is ($.plan is missing).")
                : document;
    }

    private static string Digest(ImportDocumentInput input) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{input.Plan}\0{input.Period}\0{input.Format}\0{input.Corrections}\0{input.Document}"))));
}
