using System.Collections.Immutable;

namespace NapGrains.Grains.Notices;

/// <summary>A way by which notices reach an agency outside of the service, e.g. mail. Registered as a service of the silo.</summary>
public interface INoticeChannel
{
    /// <summary>Its name, stable: what was delivered by it is remembered under this name.</summary>
    string Name { get; }

    /// <summary>Whether the operator has said how this agency is reached by it.</summary>
    /// <param name="agency">Key of the agency.</param>
    bool IsFor(string agency);

    /// <summary>
    /// Delivers notices, and ends when the other side has taken them. The same ones are delivered again where it is not known
    /// whether they arrived.
    /// </summary>
    /// <param name="agency">Key of the agency.</param>
    /// <param name="notices">One or more, oldest first, at most <see cref="NoticesState.LargestBatch"/>.</param>
    /// <param name="stopping">Ends the attempt.</param>
    /// <exception cref="NoticeRefusedException">The other side will never take them.</exception>
    Task Deliver(string agency, ImmutableArray<Notice> notices, CancellationToken stopping);
}

/// <summary>The other side refused for good; any other failure is taken for one that passes.</summary>
public sealed class NoticeRefusedException(string message, Exception? inner = null) : Exception(message, inner);
