using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Grains;
using NapGrains.Grains.Measures;

namespace NapGrains.Gateway.Pages;

/// <summary>The measures of a plan that fit what the address asks for; what it asks for in vain is left out.</summary>
internal sealed class MeasuresPage(PublicViewpoint view) : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Measures;

    /// <summary>Number of a priority.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Priority { get; set; }

    /// <summary>A verdict, spelled as the API does.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    /// <summary>Key of a body.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Agency { get; set; }

    /// <summary>A role, spelled as the API does.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    /// <summary>A period in which a report came.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReportedIn { get; set; }

    /// <summary>A period of which a report is missing.</summary>
    [BindProperty(SupportsGet = true)]
    public string? NotReportedIn { get; set; }

    /// <summary>Words of a title, or a number.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>What fits.</summary>
    public IReadOnlyList<MeasureView> Found { get; private set; } = [];

    /// <summary>Reads what fits.</summary>
    public async Task<IActionResult> OnGet(string key)
    {
        if ((Plan = await Read(view, key)) is null)
        {
            return NotFound();
        }

        var status = GraphNames.Parse<MeasureStatus>(Status);
        var role = GraphNames.Parse<ExecutorRole>(Role);
        Found = MeasureLists.In(Plan.Scope, new MeasureFilter
        {
            Priority = int.TryParse(Priority, out var priority) ? priority : null,
            Status = status is { } oneStatus ? [oneStatus] : null,
            Agency = Given(Agency),
            Role = role is { } oneRole ? [oneRole] : null,
            ReportedIn = Given(ReportedIn),
            NotReportedIn = Given(NotReportedIn),
            Text = Given(Text?.Trim()),
        });
        return Page();
    }

    /// <summary>The lists to choose from.</summary>
    public IEnumerable<Choice> Choices()
    {
        var plan = Plan!;
        var periods = plan.Snapshot.Plan.Periods.Select(period => (period.Key, period.Key)).ToList();
        return
        [
            new("priority", Words.Priority, Priority, plan.Snapshot.Priorities.Select(priority => (
                priority.Number.ToString(Words.Culture), $"{priority.Number}. {priority.Titles.In(Words.Language, plan.Scope.Language)}"))),
            new("status", Words.Status, Status, Words.Statuses.Select(status => (GraphNames.Of(status.Key), status.Value))),
            new("agency", Words.Agency, Agency, plan.AgenciesByName().Select(agency => (agency, plan.Name(agency)))),
            new("role", Words.Role, Role, Words.Roles.Select(role => (GraphNames.Of(role.Key), role.Value))),
            new("reportedIn", Words.ReportedIn, ReportedIn, periods),
            new("notReportedIn", Words.NotReportedIn, NotReportedIn, periods),
        ];
    }

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>A list to choose one of.</summary>
    public sealed record Choice(string Name, string Label, string? Chosen, IEnumerable<(string Value, string Label)> Options);
}
