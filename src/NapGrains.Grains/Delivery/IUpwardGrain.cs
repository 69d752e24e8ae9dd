using Orleans.Concurrency;

namespace NapGrains.Grains.Delivery;

/// <summary>A grain that sends something upward.</summary>
[Alias("upward")]
public interface IUpwardGrain : IGrainWithStringKey
{
    /// <summary>Ends when everything that the grain has to send was acknowledged. Activating a grain is enough to make it send.</summary>
    [AlwaysInterleave, Alias("Flush")]
    Task Flush();
}
