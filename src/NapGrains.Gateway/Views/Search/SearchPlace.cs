using GraphQL;

namespace NapGrains.Gateway.Views.Search;

/// <summary>Where in something a search found it.</summary>
[Name("SearchPlace")]
public enum SearchPlace
{
    /// <summary>The number of a measure or of a priority.</summary>
    Number,
    /// <summary>A number that the measure had before.</summary>
    FormerNumber,
    /// <summary>A body's name.</summary>
    Name,
    /// <summary>Another wording that means the body.</summary>
    Alias,
    /// <summary>Our short title of a measure.</summary>
    ShortTitle,
    /// <summary>The official title of a measure, the title of a priority or of a plan.</summary>
    Title,
    /// <summary>Why the secretariat gave its verdict.</summary>
    VerdictReason,
    /// <summary>Why an independent assessor assessed it so.</summary>
    AssessmentReason,
    /// <summary>An agency's own words in a published report.</summary>
    Statement,
    /// <summary>What stood in the way, as a published report says.</summary>
    Challenges,
    /// <summary>Our summary of a published report.</summary>
    Summary,
}
