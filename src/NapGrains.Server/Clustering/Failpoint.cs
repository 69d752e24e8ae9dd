using System.Diagnostics;
using NapGrains.Grains.Delivery;

namespace NapGrains.Server.Clustering;

/// <summary>
/// Ends the process, as <c>kill -9</c> does, where <c>NAP_FAILPOINT</c> says: <c>AfterWrite@measure->priority:3</c> is when a measure is
/// about to tell a priority for the third time. Only debug builds have this file.
/// </summary>
internal static partial class Cluster
{
    static partial void AddFailpoint(ISiloBuilder silo)
    {
        if (Environment.GetEnvironmentVariable("NAP_FAILPOINT") is not { Length: > 0 } setting)
        {
            return;
        }

        var (point, source, receiver, left) = Read(setting);
        if (point == Failpoint.BeforeWrite)
        {
            Failpoints.Writing = kind => Pass(kind == source);
            return;
        }

        var failpoints = new Failpoints((reached, from, to) =>
        {
            Pass(reached == point && Failpoints.Kind(from) == source && Failpoints.Kind(to) == receiver);
            return Task.CompletedTask;
        });
        silo.AddOutgoingGrainCallFilter(failpoints);
        silo.AddIncomingGrainCallFilter(failpoints);

        void Pass(bool isHere)
        {
            if (isHere && Interlocked.Decrement(ref left) == 0)
            {
                Process.GetCurrentProcess().Kill();
            }
        }
    }

    private static (Failpoint Point, string Source, string Receiver, int Time) Read(string setting) =>
        setting.Split('@', ':', '>') is [var point, [.. var source, '-'], var receiver, var time]
            ? (Enum.Parse<Failpoint>(point), source, receiver, int.Parse(time, System.Globalization.CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"NAP_FAILPOINT is \"{setting}\". Set it to e.g. AfterWrite@measure->priority:1.");
}
