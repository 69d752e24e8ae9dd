using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Gateway.Schema;
using NapGrains.Grains;
using NapGrains.Grains.History;

namespace NapGrains.Gateway.Exchange;

/// <summary>Chains of public changes, between documents and grains.</summary>
internal static class HistoryExport
{
    /// <summary>All chains of a plan as far as its snapshot knows them, in ordinal order of their keys, read side by side.</summary>
    public static async Task<ImmutableArray<ChainEntry>> Chains(PlanScope scope)
    {
        var chains = ImmutableArray.CreateBuilder<ChainEntry>();
        foreach (var sideBySide in scope.Snapshot.Chains.Chunk(64))
        {
            chains.AddRange(await Task.WhenAll(sideBySide.Select(async chain => Entry(
                chain.Key,
                await (chain.Agency is { } agency
                    ? scope.AssignmentGrain(chain.Measure, agency).History(0, (int)chain.Head.Length)
                    : scope.MeasureGrain(chain.Measure).History(0, (int)chain.Head.Length))))));
        }

        return chains.ToImmutable();
    }

    /// <summary>The links of each chain of a document, by key.</summary>
    public static IReadOnlyDictionary<string, ImmutableArray<HeldLink>> Links(History? history) => (history?.Chains ?? []).ToDictionary(
        chain => chain.Key,
        chain => chain.Links.Select(link => new HeldLink(
            new(
                link.Number, link.At, link.Kind, link.Period, link.Revision, link.From, link.To, link.Role, link.Actor, link.Operation, link.Content,
                link.Previous),
            chain.Texts?.GetValueOrDefault(link.Number))).ToImmutableArray(),
        StringComparer.Ordinal);

    /// <summary>Refuses a history that does not hold together: it was changed since it was given out.</summary>
    /// <exception cref="RefusalException"><c>DOCUMENT_REFUSED</c>; names the chain and the link.</exception>
    public static void Check(History? history)
    {
        if (history is null)
        {
            return;
        }

        if (history.Chains.GroupBy(chain => chain.Key, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw Refused($"$.history.chains: '{twice.Key}' stands there twice.");
        }

        var links = Links(history);
        foreach (var (key, chain) in links)
        {
            if (chain.IsEmpty || ChainCheck.FirstBroken(chain, chain[^1].Link.Hash) is not null)
            {
                var broken = chain.IsEmpty ? null : ChainCheck.FirstBroken(chain, chain[^1].Link.Hash);
                throw Refused($"$.history.chains: link {broken?.Number ?? 1} of '{key}' does not hold: {broken?.Reason ?? "there is none"}.");
            }
        }

        if (history.Root != HistoryRoot.Of(links.Select(chain => (chain.Key, new ChainHead(chain.Value.Length, chain.Value[^1].Link.Hash)))))
        {
            throw Refused("$.history.root: it is not the root of the chains in the document.");
        }
    }

    private static ChainEntry Entry(string key, ImmutableArray<HeldLink> links)
    {
        var texts = links.Where(held => held.Text is not null).ToImmutableSortedDictionary(held => held.Link.Number, held => held.Text!);
        return new(
            key,
            [
                .. links.Select(held => held.Link).Select(link => new LinkEntry(
                    link.Number, link.At, link.Kind, link.Period, link.Revision, link.From, link.To, link.Role, link.Actor, link.Operation, link.Content,
                    link.Previous)),
            ],
            texts.IsEmpty ? null : texts);
    }

    private static RefusalException Refused(string message) => new("DOCUMENT_REFUSED", message);
}
