using NapGrains.Gateway.Pages.Wordings;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views.Search;

namespace NapGrains.Gateway.Pages.Reading;

/// <summary>Something that a search found, as a page shows it.</summary>
/// <param name="What">What kind of thing it is.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Address">Its page.</param>
/// <param name="Excerpt">Where the words were found.</param>
internal sealed record FoundReading(string What, string Title, string Address, Excerpt Excerpt)
{
    /// <summary>Reads what belongs to an entry.</summary>
    public static async Task<FoundReading> Of(Viewpoint from, Wording words, SearchEntry entry, SearchQuestion question)
    {
        var (to, excerpt) = (new Links(words), Excerpt.Of(entry, question));
        if (entry.Plan is not { } key)
        {
            var jurisdiction = entry.Subject[..entry.Subject.IndexOf('/', StringComparison.Ordinal)];
            var names = (await from.Views.Register(jurisdiction)).Body(entry.Subject)?.Names;
            return new(words.Agency, names.In(words.Language, "az") ?? entry.Subject, to.Agency(entry.Subject), excerpt);
        }

        var plan = new PlanReading(await from.Plan(key) ?? throw new SearchNotReadyException(key), words, null);
        if (entry.Kind is SearchKind.Plan)
        {
            return new(words.Plans, plan.Title, to.Plan(key), excerpt);
        }

        if (entry.Kind is SearchKind.Priority)
        {
            return new(
                words.Priority,
                $"{entry.Order}. {plan.Snapshot.Priority(entry.Order)?.Titles.In(words.Language, plan.Scope.Language)}",
                to.Measures(key, ("priority", $"{entry.Order}")),
                excerpt);
        }

        var measure = plan.Snapshot.Measure(entry.Subject) ?? throw new SearchNotReadyException(key);
        var (number, title) = (measure.Definition.Number, $"{measure.Definition.Number} {plan.ShortTitle(measure)}");
        return entry.Kind is SearchKind.Measure
            ? new(words.Measure, title, to.Measure(key, number), excerpt)
            : entry.Agency is { } agency
                ? new($"{words.Report}, {entry.Period}", $"{plan.Name(agency)}: {title}", to.Report(key, number, entry.Period, agency), excerpt)
                : new($"{words.Unattributed}, {entry.Period}", title, to.Measure(key, number), excerpt);
    }
}
