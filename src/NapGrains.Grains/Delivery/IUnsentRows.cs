namespace NapGrains.Grains.Delivery;

/// <summary>Lists rows that hold something unsent.</summary>
public interface IUnsentRows
{
    /// <summary>
    /// Lists the keys of grains with a stored row whose <see cref="Row{T}.Unsent"/> is true, each key once, in ordinal order.
    /// </summary>
    /// <remarks>Read in pages: what becomes unsent behind the page already read is left for the next listing.</remarks>
    /// <param name="ct">Ends the listing.</param>
    /// <returns>Grain keys such as <c>assignment:plan/1.1/az/body</c>.</returns>
    IAsyncEnumerable<string> ListAsync(CancellationToken ct);
}
