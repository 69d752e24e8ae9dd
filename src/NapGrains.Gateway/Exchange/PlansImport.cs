using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NapGrains.Documents;
using NapGrains.Documents.Foreign;
using NapGrains.Documents.Tables;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Views;
using NapGrains.Grains;
using NapGrains.Grains.Operations;

namespace NapGrains.Gateway.Exchange;

/// <summary>Reads a document of several plans, checks all of it, and stores what is to be done with all of them at once.</summary>
internal static class PlansImport
{
    /// <summary>Carries out <c>importPlans</c>.</summary>
    /// <exception cref="RefusalException"><c>DOCUMENT_REFUSED</c>, <c>UNKNOWN_MAPPING</c> or <c>UNKNOWN_PERIOD</c>; nothing is stored.</exception>
    public static async Task<ImportPlansPayload> Run(Viewpoint from, ImportPlansInput input)
    {
        Mutation.Require(
            from.Actor, from.Actor.IsAdmin || from.Actor.Roles.Contains("secretariat"), "Only a secretariat may import documents.");
        try
        {
            var registers = (await from.Views.Registers()).ToDictionary(register => register.View.Jurisdiction, StringComparer.Ordinal);
            var batch = Read(input, jurisdiction => registers.GetValueOrDefault(jurisdiction)?.Names);
            var held = await Held(from, batch.Plans);
            foreach (var plan in batch.Plans)
            {
                Mutation.Require(
                    from.Actor,
                    from.Actor.IsSecretariatOf(plan.Plan?.Key ?? "", JurisdictionOf(plan, held)),
                    $"Only the secretariat of {plan.Plan?.Key} may do this.");
            }

            batch.Check(plan => held.GetValueOrDefault(plan.Plan?.Key ?? "") is { } scope
                ? DocumentImport.Known(scope)
                : new(registers.GetValueOrDefault(plan.Plan?.Jurisdiction ?? "")?.Names, null));
            foreach (var jurisdiction in batch.Plans.GroupBy(plan => JurisdictionOf(plan, held), StringComparer.Ordinal))
            {
                DocumentChecks.Names(
                    registers.GetValueOrDefault(jurisdiction.Key) ?? RegisterSnapshot.Empty(jurisdiction.Key), jurisdiction.SelectMany(plan => plan.Bodies));
            }

            foreach (var plan in batch.Plans)
            {
                DocumentChecks.Keys(JurisdictionOf(plan, held), plan);
                DocumentChecks.Periods(held.GetValueOrDefault(plan.Plan!.Key)?.Snapshot, plan, null);
                HistoryExport.Check(plan.History);
            }

            return await Store(from, input, batch, held);
        }
        catch (DocumentRefusedException refused)
        {
            throw new DocumentRefusal(refused);
        }
    }

    private static async Task<ImportPlansPayload> Store(Viewpoint from, ImportPlansInput input, PlanBatch batch, Dictionary<string, PlanScope> held)
    {
        var totals = new ImportTotals(batch.Plans);
        ImmutableArray<OperationWarning> warnings =
            [.. batch.Warnings.Select(warning => new OperationWarning(warning.Line, warning.What, warning.Why, warning.Column))];
        IReadOnlyList<ImportWarning> told = [.. warnings.Select(warning => new ImportWarning(warning))];
        if (input.DryRun == true)
        {
            return new(null, totals, told, []);
        }

        var digest = Digest(input);
        var intention = new BulkIntention(
            digest,
            [
                .. batch.Plans.Select(plan => new PlanIntention(plan.Plan!.Key, new(
                    "IMPORT",
                    JurisdictionOf(plan, held),
                    null,
                    digest,
                    ImportPlan.Steps(plan, JurisdictionOf(plan, held), DocumentImport.Opened(plan, null), held.GetValueOrDefault(plan.Plan.Key)?.Snapshot),
                    []))),
            ],
            warnings);
        var operation = await from.Grains.GetGrain<IBulkGrain>(GrainKeys.Bulk(input.OperationId)).Enqueue(from.Actor, intention);
        return new(new OperationObject(operation), totals, told, []);
    }

    private static PlanBatch Read(ImportPlansInput input, Func<string, BodyNames?> register) => (input.Format, input.Mapping) switch
    {
        (DocumentFormat.Csv, { } mapping) => Mapping(mapping).Read(input.Document, register),
        (DocumentFormat.Csv, null) => PlanTable.Read(input.Document, register),
        (DocumentFormat.Json, null) => PlansJson.Read(input.Document),
        (DocumentFormat.Json, _) => throw new DocumentRefusal("A mapping tells how to read a table: send the document as CSV."),
        _ => throw new DocumentRefusal("Several plans come as JSON or CSV; the official report of a single one is taken by `importDocument`."),
    };

    /// <summary>A mapping by its name, or one that the caller has written.</summary>
    private static TableMapping Mapping(string mapping) => mapping.AsSpan().TrimStart() is ['{', ..]
        ? TableMapping.Parse(mapping)
        : TableMapping.Shipped.GetValueOrDefault(mapping) ?? throw new RefusalException(
            "UNKNOWN_MAPPING", $"There is no mapping '{mapping}'; there is {string.Join(", ", TableMapping.Shipped.Keys)}, or send one of your own as JSON.");

    private static async Task<Dictionary<string, PlanScope>> Held(Viewpoint from, ImmutableArray<PlanDocument> plans)
    {
        var held = new Dictionary<string, PlanScope>(StringComparer.Ordinal);
        foreach (var sideBySide in plans.Select(plan => plan.Plan?.Key).OfType<string>().Where(PlanKey.IsValid).Distinct(StringComparer.Ordinal).Chunk(16))
        {
            foreach (var scope in await Task.WhenAll(sideBySide.Select(key => from.Plan(key).AsTask())))
            {
                if (scope is not null)
                {
                    held.Add(scope.Key, scope);
                }
            }
        }

        return held;
    }

    private static string JurisdictionOf(PlanDocument plan, Dictionary<string, PlanScope> held) =>
        held.GetValueOrDefault(plan.Plan?.Key ?? "")?.Jurisdiction ?? plan.Plan?.Jurisdiction ?? "";

    private static string Digest(ImportPlansInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{input.Format}\0{input.Mapping}\0{input.Document}")));
}
