namespace NapGrains.Grains.Operations;

/// <summary>Ids of operations that nobody asks for by name.</summary>
public static class OperationIds
{
    /// <summary>The opening of a period; a period opens once.</summary>
    public static string Opening(string period) => $"open-{period}";
}
