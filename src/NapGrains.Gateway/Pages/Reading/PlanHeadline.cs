using NapGrains.Gateway.Pages.Wordings;
using NapGrains.Gateway.Schema;
using NapGrains.Grains;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Pages.Reading;

/// <summary>A plan in a list of plans: only its own row is read, so that hundreds of plans cost no more than their titles.</summary>
/// <param name="Key">Key of the plan.</param>
/// <param name="Title">Its title in the page's language.</param>
/// <param name="Measures">How many measures it has.</param>
/// <param name="Version">Its version.</param>
internal sealed record PlanHeadline(string Key, string Title, int Measures, int Version)
{
    private const int SideBySide = 64;

    /// <summary>All plans by title, as the page's language sorts them.</summary>
    public static async Task<List<PlanHeadline>> All(Viewpoint from, Wording words)
    {
        var plans = new List<PlanHeadline>();
        foreach (var keys in (await from.Views.Plans()).Keys.Chunk(SideBySide))
        {
            var views = await Task.WhenAll(keys.Select(key => from.Grains.GetGrain<IPlanGrain>(GrainKeys.Plan(key)).View()));
            plans.AddRange(views.OfType<PlanView>().Select(view => new PlanHeadline(view.Key, view.Titles.In(words.Language, view.Language) ?? view.Key, view.Histogram.Total, view.Version)));
        }

        return [.. plans.OrderBy(plan => plan.Title, StringComparer.Create(words.Culture, ignoreCase: true)).ThenBy(plan => plan.Key, StringComparer.Ordinal)];
    }

    /// <summary>Whether a reader's words stand in its title or key.</summary>
    public bool Fits(string? text, Wording words) => string.IsNullOrWhiteSpace(text)
        || words.Culture.CompareInfo.IndexOf($"{Title} {Key}", text.Trim(), System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) >= 0;
}
