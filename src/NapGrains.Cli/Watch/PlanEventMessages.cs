namespace NapGrains.Cli.Watch;

internal sealed record PlanCursorData(PlanCursor? Plan)
{
    public const string Query = "query PlanCursor($plan: String!) { plan(key: $plan) { cursor } }";
}

internal sealed record PlanCursor(string Cursor);

internal sealed record PlanEventData(PlanEvent? PlanEvents)
{
    public const string Subscription = """
        subscription Watch($plan: String!, $after: Cursor) {
          planEvents(plan: $plan, after: $after) { cursor at kind summary measure { number } agency { name } from to }
        }
        """;
}

internal sealed record PlanEvent(
    string Cursor,
    string? At,
    string? Kind,
    string? Summary,
    EventMeasure? Measure,
    EventAgency? Agency,
    string? From,
    string? To)
{
    /// <summary>The event as one line, columns with tabs between.</summary>
    public string Line => string.Join('\t', ((string?[])[Cursor, At, Kind, Measure?.Number, Agency?.Name, Change, Summary]).Select(PlainText.OneLine));

    private string Change => From is null && To is null ? "" : $"{From} -> {To}".Trim();
}

internal sealed record EventMeasure(string Number);

internal sealed record EventAgency(string Name);
