using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;

namespace NapGrains.Gateway.Pages;

/// <summary>What a search finds, in one plan or in all.</summary>
internal sealed class SearchPage(PublicViewpoint view, SearchViews views) : NapPage
{
    private const int HitsOfAPage = 20;

    /// <inheritdoc/>
    public override string Title => string.IsNullOrWhiteSpace(Q) ? Words.FindEverywhere : $"{Words.FindEverywhere}: {Q}";

    /// <inheritdoc/>
    public override string? Sought => Q;

    /// <summary>What to search for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>How much was found; null where nothing could be looked up.</summary>
    public int? Total { get; private set; }

    /// <summary>The page of what was found.</summary>
    public List<FoundReading> Found { get; } = [];

    /// <summary>Where the next page begins; null on the last one.</summary>
    public string? Next { get; private set; }

    /// <summary>Searches.</summary>
    public async Task<IActionResult> OnGet(string? plan, string? after)
    {
        if (plan is not null && (Plan = await Read(view, plan)) is null)
        {
            return NotFound();
        }

        try
        {
            var question = SearchQuestion.Of(Q ?? "");
            if (await views.Find(question, plan, HitsOfAPage, after is null ? null : NodeId.Key(after) ?? "") is not { } found)
            {
                return NotFound();
            }

            foreach (var entry in found.Entries)
            {
                Found.Add(await FoundReading.Of(view.From, Words, entry, question));
            }

            (Total, Next) = (found.Total, found.HasAfter ? NodeId.Of(found.Entries[^1].Key) : null);
        }
        catch (RefusalException)
        {
            // Nothing can be looked up; the page then says what can.
        }

        return Page();
    }
}
