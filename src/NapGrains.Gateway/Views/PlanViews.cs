using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Views;

/// <summary>The plans and registers that this gateway holds read-only; each plan follows its feed.</summary>
public sealed class PlanViews(IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<PlanViews> logger)
{
    private readonly ConcurrentDictionary<string, Lazy<PlanFollower>> _followers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RegisterSnapshot> _registers = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<string, string> _plans = ImmutableSortedDictionary<string, string>.Empty;
    private long _plansReadAt = long.MinValue;

    internal TimeProvider Time => time;

    /// <summary>Plan keys and the jurisdiction of each, at most a second old.</summary>
    public async ValueTask<ImmutableSortedDictionary<string, string>> Plans() =>
        _plansReadAt == long.MinValue || time.GetElapsedTime(_plansReadAt) > TimeSpan.FromSeconds(1) ? await ReadPlans() : _plans;

    /// <summary>A plan as it is now, or null where there is no such plan.</summary>
    public async ValueTask<PlanSnapshot?> Plan(string plan) => await Follow(plan) is { } follower ? await follower.Snapshot() : null;

    /// <summary>The follower of a plan's feed, or null where there is no such plan.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="isNew">Whether the plan may be younger than what is known here of plans.</param>
    public async ValueTask<PlanFollower?> Follow(string plan, bool isNew = false)
    {
        if (_followers.TryGetValue(plan, out var follower))
        {
            return follower.Value;
        }

        // Only plans that exist get a follower, so that made-up keys cost nothing that lasts.
        return (await Plans()).ContainsKey(plan) || (isNew && (await ReadPlans()).ContainsKey(plan))
            ? _followers.GetOrAdd(plan, key => new(() => new PlanFollower(key, grains, this, logger, lifetime.ApplicationStopping))).Value
            : null;
    }

    /// <summary>Sees to it that some plans, which there are, stand in the list of plans here.</summary>
    public async ValueTask Learn(IEnumerable<string> plans)
    {
        if (!plans.All(_plans.ContainsKey))
        {
            await ReadPlans();
        }
    }

    /// <summary>Whether this gateway follows a plan already.</summary>
    public bool IsFollowed(string plan) => _followers.ContainsKey(plan);

    /// <summary>How long the lists of the plans are that are held now: the longest of each kind, and the average; null where none is held.</summary>
    public (PlanSizes Longest, PlanSizes Usual)? Sizes
    {
        get
        {
            (PlanSizes Longest, PlanSizes Usual)? sizes = null;
            foreach (var (_, follower) in _followers)
            {
                if (follower is { IsValueCreated: true, Value.Held: { } held })
                    sizes = sizes is var (longest, usual) ? (longest.Max(held.Sizes.Longest), usual.Max(held.Sizes.Usual)) : held.Sizes;
            }

            return sizes;
        }
    }

    private async Task<ImmutableSortedDictionary<string, string>> ReadPlans()
    {
        _plans = await grains.GetGrain<IPlanIndexGrain>(GrainKeys.PlanIndex).Read();
        _plansReadAt = time.GetTimestamp();
        return _plans;
    }

    /// <summary>The register of a jurisdiction, read again where it is newer.</summary>
    public async Task<RegisterSnapshot> RefreshRegister(string jurisdiction)
    {
        var held = _registers.GetValueOrDefault(jurisdiction);
        var newer = await grains.GetGrain<IRegisterGrain>(GrainKeys.Register(jurisdiction)).Read(held?.View.Version ?? 0);
        return newer is null
            ? held ?? RegisterSnapshot.Empty(jurisdiction)
            : _registers[jurisdiction] = new RegisterSnapshot(newer);
    }

    /// <summary>The register of a jurisdiction as it was read last.</summary>
    public async ValueTask<RegisterSnapshot> Register(string jurisdiction) =>
        _registers.TryGetValue(jurisdiction, out var held) ? held : await RefreshRegister(jurisdiction);

    /// <summary>All registers of jurisdictions that have a plan.</summary>
    /// <param name="areKnown">Whether those that this gateway has seen will do; a look-up that finds nothing there asks again without.</param>
    public async Task<ImmutableArray<RegisterSnapshot>> Registers(bool areKnown = false) =>
        [.. await Task.WhenAll((areKnown && !_plans.IsEmpty ? _plans : await Plans()).Values.Distinct(StringComparer.Ordinal).Select(jurisdiction => Register(jurisdiction).AsTask()))];
}
