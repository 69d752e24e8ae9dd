using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using NapGrains.Gateway.Pages.Wordings;

namespace NapGrains.Gateway.Pages;

/// <summary>Addresses of the pages in one language; the default language is left out of them.</summary>
internal sealed record Links(Wording Words)
{
    public string Plans => With("/plans");

    /// <summary>A plan in figures: as it is, or as it stood in a version.</summary>
    public string Plan(string plan, int? version = null) => With($"/plans/{Escape(plan)}", ("version", version?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A plan's measures, filtered.</summary>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="filter">Names and values of the filter; those without a value are left out.</param>
    public string Measures(string plan, params (string Name, string? Value)[] filter) => With($"/plans/{Escape(plan)}/measures", filter);

    public string Measure(string plan, string number) => With($"/plans/{Escape(plan)}/measures/{Escape(number)}");

    /// <summary>The place of a report on its measure's page.</summary>
    public string Report(string plan, string number, string period, string agency) => $"{Measure(plan, number)}#{Anchor(period, agency)}";

    public string NotReported(string plan, string? period = null) => With($"/plans/{Escape(plan)}/not-reported", ("period", period));

    /// <summary>What a search finds, in one plan or in all, from a cursor on.</summary>
    public string Search(string? text = null, string? plan = null, string? after = null) => With("/search", ("q", text), ("plan", plan), ("after", after));

    public string Matrix(string plan) => With($"/plans/{Escape(plan)}/matrix");

    /// <summary>The page of a plan's files.</summary>
    public string Downloads(string plan) => With($"/plans/{Escape(plan)}/downloads");

    /// <summary>A file of a plan; the same in every language.</summary>
    public static string Download(string plan, string file) => $"/plans/{Escape(plan)}/downloads/{Escape(file)}";

    /// <summary>A plan's events as an Atom feed.</summary>
    public string Events(string plan) => With($"/plans/{Escape(plan)}/events.atom");

    public string Agencies(string? plan = null) => With("/agencies", ("plan", plan));

    /// <summary>A body's page; the slash of its key stays one.</summary>
    public string Agency(string key) => With($"/agencies/{string.Join('/', key.Split('/').Select(Escape))}");

    /// <summary>Name of the place of a report within a page.</summary>
    public static string Anchor(string period, string agency) => $"report-{period}-{agency.Replace('/', '-')}";

    private string With(string path, params (string Name, string? Value)[] query) => QueryHelpers.AddQueryString(
        path,
        query.Append((Name: "lang", Value: Words == Wording.All[0] ? null : Words.Language))
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
