using System.Globalization;

namespace NapGrains.Gateway.Exchange;

/// <summary>The year that a period's key begins with, e.g. 2022 of <c>2022</c> or <c>2022-H1</c>.</summary>
internal static class PeriodYear
{
    /// <summary>The year; null where the key begins with none.</summary>
    public static int? Of(string period) =>
        period.Length >= 4 && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
