using NapGrains.Tests.Processes;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(ProcessesFirst))]

namespace NapGrains.Tests.Processes;

/// <summary>
/// The classes that start processes take longest, those that crash them most of all: begun first, none of them goes on alone when
/// everything else is done.
/// </summary>
public sealed class ProcessesFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections
            .OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(".Processes.", StringComparison.Ordinal))
            .ThenByDescending(collection => collection.TestCollectionDisplayName.Contains("CrashTests", StringComparison.Ordinal))];
}
