namespace NapGrains.Grains.Rollup;

/// <summary>
/// How many reports of one period were expected and came. Voluntary reports are counted beside, never in; bodies that
/// are only recommended are in <see cref="Expected"/> and out of <see cref="BindingExpected"/>.
/// </summary>
/// <param name="Expected">Reports expected of all obliged bodies.</param>
/// <param name="Received">Of those, handed in or accepted.</param>
/// <param name="BindingExpected">Expected of bodies that are ordered, not asked.</param>
/// <param name="BindingReceived">Of those, handed in or accepted.</param>
/// <param name="Voluntary">Reports of bodies that were not obliged.</param>
[GenerateSerializer, Immutable, Alias("coverage")]
public readonly record struct Coverage(
    [property: Id(0)] int Expected,
    [property: Id(1)] int Received,
    [property: Id(2)] int BindingExpected,
    [property: Id(3)] int BindingReceived,
    [property: Id(4)] int Voluntary)
{
    /// <summary>The coverage of one assignment in one period.</summary>
    public static Coverage Of(ReportState state, bool received, Duty duty, bool recommended, bool collective) =>
        duty == Duty.Voluntary || collective
            ? new(0, 0, 0, 0, received ? 1 : 0)
            : state == ReportState.NotRequested && !received
                ? default
                : new(1, received ? 1 : 0, recommended ? 0 : 1, received && !recommended ? 1 : 0, 0);

    /// <summary>Adds two coverages of different assignments.</summary>
    public static Coverage operator +(Coverage a, Coverage b) => new(
        a.Expected + b.Expected,
        a.Received + b.Received,
        a.BindingExpected + b.BindingExpected,
        a.BindingReceived + b.BindingReceived,
        a.Voluntary + b.Voluntary);
}
