namespace NapGrains.Gateway.Transport.Limits;

/// <summary>What is known of how long the schema's lists are. The schema registers it; without one every list is taken for a full page.</summary>
public interface IListSizes
{
    /// <summary>Most items that a list has.</summary>
    /// <param name="type">Name of the type that has the list as a field, e.g. <c>Measure</c>.</param>
    /// <param name="field">Name of the field, e.g. <c>assignments</c>.</param>
    /// <returns>The number, at least 0; null where nothing is known.</returns>
    int? MostOf(string type, string field);
}
