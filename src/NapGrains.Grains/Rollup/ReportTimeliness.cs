namespace NapGrains.Grains.Rollup;

/// <summary>Where an agency's report stands against its period's dates; computed, never set by hand.</summary>
public static class ReportTimeliness
{
    /// <summary>Time before a deadline from which on it is near.</summary>
    public static readonly TimeSpan DueSoon = TimeSpan.FromDays(Standing.DueSoonDays);

    /// <summary>The timeliness of a report at a moment.</summary>
    /// <param name="opens">When reports may come; null where it is not set.</param>
    /// <param name="due">Until when they are on time, that moment included; null where it is not set.</param>
    /// <param name="duty">Why the body reports; nobody waits for a voluntary report.</param>
    /// <param name="recommended">Whether the body is asked, not ordered; such bodies never become overdue.</param>
    /// <param name="state">The public state of the report.</param>
    /// <param name="isReceived">Whether a report stands.</param>
    /// <param name="receivedAt">When it came; null where that is not known.</param>
    /// <param name="now">The moment.</param>
    public static Timeliness Of(
        DateTimeOffset? opens,
        DateTimeOffset? due,
        Duty duty,
        bool recommended,
        ReportState state,
        bool isReceived,
        DateTimeOffset? receivedAt,
        DateTimeOffset now) => due is not { } deadline ? Timeliness.Undated
        : isReceived ? receivedAt is { } came ? came <= deadline ? Timeliness.OnTime : Timeliness.Late : Timeliness.Undated
        : duty == Duty.Voluntary ? Timeliness.Undated
        : now < opens ? Timeliness.NotYetOpen
        : state == ReportState.NotRequested ? Timeliness.Undated
        : now > deadline ? recommended ? Timeliness.Open : Timeliness.Overdue
        : deadline - now <= DueSoon ? Timeliness.DueSoon
        : Timeliness.Open;
}
