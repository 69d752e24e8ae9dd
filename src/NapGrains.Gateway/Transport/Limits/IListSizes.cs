namespace NapGrains.Gateway.Transport.Limits;

/// <summary>What is known of how long the schema's lists are. The schema registers it; without one every list is taken for a full page.</summary>
public interface IListSizes
{
    /// <summary>How many items a list has.</summary>
    /// <param name="type">Name of the type that has the list as a field, e.g. <c>Measure</c>.</param>
    /// <param name="field">Name of the field, e.g. <c>assignments</c>.</param>
    /// <param name="isOneOfMany">True for one list of each of many objects: then the average counts; otherwise the longest.</param>
    /// <returns>The number, at least 0; null where nothing is ever known of that list.</returns>
    int? LengthOf(string type, string field, bool isOneOfMany);

    /// <summary>Equal to what it was as long as no length has changed.</summary>
    object? Version { get; }
}
