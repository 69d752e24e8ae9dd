using Microsoft.AspNetCore.Mvc;
using NapGrains.Gateway.Pages.Reading;
using NapGrains.Gateway.Schema;
using NapGrains.Gateway.Views;
using NapGrains.Grains.Agencies;

namespace NapGrains.Gateway.Pages;

/// <summary>A body, its part in every plan, and what it reported.</summary>
internal sealed class AgencyPage(PublicViewpoint view) : NapPage
{
    private RegisterSnapshot _register = null!;

    /// <inheritdoc/>
    public override string Title => Name(Body.Key);

    /// <summary>The body.</summary>
    public RegisteredBody Body { get; private set; } = null!;

    /// <summary>Language of its official name: that of the plans of its jurisdiction.</summary>
    public string Language { get; private set; } = "";

    /// <summary>Its part in each plan, and its reports there.</summary>
    public List<(PlanReading Plan, IReadOnlyList<ReportReading> Reports)> Parts { get; } = [];

    /// <summary>A body's name.</summary>
    public string Name(string key) => _register.Body(key)?.Names.In(Words.Language, Language) ?? key;

    /// <summary>Reads the body.</summary>
    public async Task<IActionResult> OnGet(string key)
    {
        foreach (var (plan, jurisdiction) in await view.From.Views.Plans())
        {
            var register = await view.From.Views.Register(jurisdiction);
            if (register.Body(key) is not { } body || await Read(view, plan) is not { } reading)
            {
                continue;
            }

            (Body, _register, Language) = (body, register, reading.Scope.Language);
            if (reading.Snapshot.AssignmentsOf(key).Any())
            {
                Parts.Add((reading, await ReportReading.Of(reading, key)));
            }
        }

        if (Body is null)
        {
            return NotFound();
        }

        Plan = Parts is [var only] ? only.Plan : null;
        return Page();
    }
}
