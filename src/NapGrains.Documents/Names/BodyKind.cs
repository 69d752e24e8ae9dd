namespace NapGrains.Documents;

/// <summary>The values of <see cref="Body.Kind"/>.</summary>
public static class BodyKind
{
    /// <summary>One body.</summary>
    public const string Agency = "AGENCY";

    /// <summary>Bodies that are not named one by one.</summary>
    public const string Collective = "COLLECTIVE";
}
