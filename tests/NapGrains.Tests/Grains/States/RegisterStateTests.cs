using NapGrains.Grains.Agencies;
using static NapGrains.Tests.Grains.Sample;

namespace NapGrains.Tests.Grains.States;

/// <summary>The register owns names and aliases; nothing is taken out of it.</summary>
public sealed class RegisterStateTests
{
    [Fact]
    public void New_bodies_and_aliases_are_added()
    {
        var state = Take(new([Body("az/a", "A", "Aa")], null), new([Body("az/a", "A", "Aaa"), Body("az/b", "B")], null));
        Assert.Equal(["az/a", "az/b"], state.Bodies.Keys);
        Assert.Equal(["Aa", "Aaa"], state.Bodies["az/a"].Aliases);
        Assert.Equal(2, state.Version);
    }

    [Fact]
    public void The_same_bodies_again_change_nothing()
    {
        var state = Take(new RegisterPatch([Body("az/a", "A", "Aa")], 1));
        var (next, outcome) = state.Take(new([Body("az/a", "A", "Aa")], 1));
        Assert.Same(state, next);
        Assert.False(outcome.Changed);
    }

    [Fact]
    public void A_name_that_people_changed_stays_with_a_warning()
    {
        var state = Take(new([Body("az/a", "A")], 1), new([Body("az/a", "Theirs")], null));
        var (next, outcome) = state.Take(new([Body("az/a", "A 2")], 2));
        Assert.Equal("Theirs", next.Bodies["az/a"].Names["az"]);
        Assert.Single(outcome.Warnings);
    }

    [Fact]
    public void A_name_that_nobody_changed_follows_the_shipped_data() => Assert.Equal(
        "A 2", Take(new([Body("az/a", "A")], 1), new([Body("az/a", "A 2")], 2)).Bodies["az/a"].Names["az"]);

    private static RegisterState Take(params RegisterPatch[] patches) =>
        patches.Aggregate(RegisterState.Empty, (state, patch) => Json.Reread(state.Take(patch).State));
}
