using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using NapGrains.Gateway.Pages.Reading;
using NapGrains.Gateway.Pages.Wordings;

namespace NapGrains.Gateway.Pages;

/// <summary>What all pages share: the language asked for, and the plan that the page is about.</summary>
internal abstract class NapPage : PageModel
{
    private Wording? _words;

    /// <summary>The page's texts.</summary>
    public Wording Words => _words ??= Wording.In(Query("lang"));

    /// <summary>Addresses of other pages in the same language.</summary>
    public Links To => new(Words);

    /// <summary>What the browser calls the page.</summary>
    public abstract string Title { get; }

    /// <summary>The plan whose sections the page offers; null for none.</summary>
    public PlanReading? Plan { get; protected set; }

    /// <summary>What the page searches for; null for none.</summary>
    public virtual string? Sought => null;

    /// <summary>The same page in another language.</summary>
    public string In(Wording words)
    {
        var path = Replaced?.OriginalPath ?? Request.Path;
        var query = QueryHelpers.ParseQuery(QueryText)
            .Where(pair => pair.Key != "lang")
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Append(KeyValuePair.Create<string, string?>("lang", words.Language));
        return QueryHelpers.AddQueryString(new Microsoft.AspNetCore.Http.PathString(path).ToUriComponent(), query);
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="view">From where it is seen.</param>
    /// <param name="key">Its key.</param>
    /// <param name="period">The period to count; null for the latest.</param>
    /// <returns>Null where there is no such plan, or the plan has no such period.</returns>
    protected async Task<PlanReading?> Read(PublicViewpoint view, string key, string? period = null) =>
        await view.From.Plan(key) is { } scope && (period is null || scope.Snapshot.Plan.Periods.Any(known => known.Key == period))
            ? new(scope, Words, period ?? PlanReading.LatestPeriod(scope.Snapshot))
            : null;

    /// <summary>Where this page stands in for one that is not there, the request for that one.</summary>
    private IStatusCodeReExecuteFeature? Replaced => HttpContext.Features.Get<IStatusCodeReExecuteFeature>();

    private string? QueryText => Replaced is { } replaced ? replaced.OriginalQueryString : Request.QueryString.Value;

    private string? Query(string name) => QueryHelpers.ParseQuery(QueryText).GetValueOrDefault(name).LastOrDefault();
}
