using GraphQL;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Grains;
using NapGrains.Grains.Operations;

namespace NapGrains.Gateway.Schema.Operations;

/// <summary>Long work on a plan, or on several, such as an import: all of it happens, or nothing.</summary>
[Name("Operation"), Implements(typeof(INode))]
public sealed class OperationObject(OperationView view) : INode
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The global id; ask `operation` for it until it is completed.</summary>
    [Id]
    public string Id => NodeId.Of($"operation:{view.Plan}/{view.Id}");

    /// <summary>The operation id that it was asked with.</summary>
    public string OperationId => view.Id;

    /// <summary>What it does, e.g. `IMPORT`.</summary>
    public string Kind => view.Kind;

    /// <summary>How far it is.</summary>
    public OperationState State => view.State;

    /// <summary>Steps carried out.</summary>
    public int StepsDone => view.Done;

    /// <summary>Steps in all.</summary>
    public int StepsTotal => view.Total;

    /// <summary>Whether it changed anything; null until it is completed.</summary>
    public bool? Changed => view.Changed;

    /// <summary>The plan's version after it; null until it is completed, and where it is one on several plans.</summary>
    public int? PlanVersion => view.PlanVersion;

    /// <summary>Doubtful things and what was made of them.</summary>
    public IEnumerable<ImportWarning> Warnings() => view.Warnings.Select(warning => new ImportWarning(warning));

    /// <summary>When it was stored.</summary>
    public DateTimeOffset StoredAt => view.StoredAt;

    /// <summary>When it was completed.</summary>
    public DateTimeOffset? CompletedAt => view.CompletedAt;

    internal static async Task<OperationObject?> Find(Viewpoint from, string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && key[..slash] == GrainKeys.EveryPlan)
        {
            var bulk = await from.Grains.GetGrain<IBulkGrain>(GrainKeys.Bulk(key[(slash + 1)..])).View();
            if (bulk is null)
            {
                return null;
            }

            await from.Views.Learn(bulk.Positions.Keys);
            await Task.WhenAll(bulk.Positions.Where(plan => from.Views.IsFollowed(plan.Key)).Select(plan => Catch(from, plan.Key, plan.Value)));
            return new(bulk.Operation);
        }

        if (slash < 0 || !PlanKey.IsValid(key[..slash]))
        {
            return null;
        }

        var view = await from.Grains.GetGrain<IOperationsGrain>(GrainKeys.Operations(key[..slash])).View(key[(slash + 1)..]);
        if (view is { Position: { } position })
        {
            await Catch(from, view.Plan, position);
        }

        return view is null ? null : new(view);
    }

    /// <summary>“Completed” means for this gateway's readers, too, that the plan is as the operation left it.</summary>
    private static async Task Catch(Viewpoint from, string plan, long position)
    {
        if (await from.Views.Follow(plan, isNew: true) is not { } follower)
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await follower.At(position, patience.Token);
        }
        catch (OperationCanceledException)
        {
            // The operation is complete all the same; this gateway's lists follow as soon as they can.
        }
    }
}

/// <summary>Something doubtful in a document.</summary>
[Name("ImportWarning")]
public sealed class ImportWarning(OperationWarning warning)
{
    /// <summary>Line in the document, from 1; of a table, the row as a spreadsheet counts it. 0 where it is about no line.</summary>
    public int Line => warning.Line;

    /// <summary>Heading of the column, where the document is a table.</summary>
    public string? Column => warning.Column;

    /// <summary>What was found.</summary>
    public string What => warning.What;

    /// <summary>Why it is doubtful, and what was made of it.</summary>
    public string Why => warning.Why;
}
