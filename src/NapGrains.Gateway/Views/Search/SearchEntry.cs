using System.Collections.Immutable;
using NapGrains.Grains.Rollup;

namespace NapGrains.Gateway.Views.Search;

/// <summary>What can be found; those that come first here come first where they are found equally well.</summary>
internal enum SearchKind
{
    Plan,
    Priority,
    Agency,
    Measure,
    Report,
}

/// <summary>One text of something that can be found.</summary>
/// <param name="Place">What text it is.</param>
/// <param name="Language">BCP 47 tag; null where it has none, such as a number.</param>
/// <param name="Text">The text, to the letter.</param>
internal sealed record SearchText(SearchPlace Place, string? Language, string Text);

/// <summary>Something that can be found, with its texts. Only what everybody may read is ever made an entry.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Its key, as in its global id.</param>
/// <param name="Plan">Key of its plan; null for a body.</param>
/// <param name="Subject">Id of the measure, or key of the agency.</param>
/// <param name="Texts">Its texts, those that weigh more first.</param>
internal sealed record SearchEntry(SearchKind Kind, string Key, string? Plan, string Subject, ImmutableArray<SearchText> Texts)
{
    /// <summary>Place of its measure in the plan.</summary>
    public int Order { get; init; }

    /// <summary>Number of its measure or priority.</summary>
    public string Number { get; init; } = "";

    /// <summary>Period of a report.</summary>
    public string Period { get; init; } = "";

    /// <summary>Key of a report's agency; null where it names none.</summary>
    public string? Agency { get; init; }

    /// <summary>Place of a report among those on its measure.</summary>
    public int Position { get; init; }

    /// <summary>What it belongs to, such as a report's agency: words of it may stand in a question beside words of its own.</summary>
    public ImmutableArray<string> Context { get; init; } = [];

    /// <summary>The order of entries that were found equally well: that of the plan, the newest reports first.</summary>
    public static IComparer<SearchEntry> InOrder { get; } = Comparer<SearchEntry>.Create((one, other) =>
    {
        var order = one.Kind.CompareTo(other.Kind);
        order = order != 0 ? order : string.CompareOrdinal(one.Plan, other.Plan);
        order = order != 0 ? order : one.Order.CompareTo(other.Order);
        order = order != 0 || one.Number == other.Number ? order : MeasureNumber.Order.Compare(one.Number, other.Number);
        order = order != 0 ? order : string.CompareOrdinal(other.Period, one.Period);
        order = order != 0 ? order : one.Position.CompareTo(other.Position);
        return order != 0 ? order : string.CompareOrdinal(one.Key, other.Key);
    });
}
