namespace NapGrains.Tests.Api.Rights;

/// <summary>Who may read something.</summary>
internal enum Audience
{
    /// <summary>Everybody: it was published.</summary>
    Everybody,
    /// <summary>The agency, the secretariat and administrators.</summary>
    Insiders,
    /// <summary>Nobody any more: it was redacted.</summary>
    Nobody,
}

/// <summary>What is done to a report, one after the other.</summary>
internal enum Act
{
    Draft,
    Submit,
    Return,
    Accept,
    Redact,
}

/// <summary>A state of a report, made by what is done to it.</summary>
/// <param name="Name">Its name in the matrix; texts written in it carry it as <c>~name.revision.field~</c>.</param>
/// <param name="Acts">What is done.</param>
/// <param name="Revisions">Who may read the texts of each draft and revision, by its number from 1.</param>
internal sealed record ReportCase(string Name, Act[] Acts, params Audience[] Revisions)
{
    public static IReadOnlyList<ReportCase> All { get; } =
    [
        new("draft", [Act.Draft], Audience.Insiders),
        new("submitted", [Act.Submit], Audience.Insiders),
        new("submitted and begun anew", [Act.Submit, Act.Draft], Audience.Insiders, Audience.Insiders),
        new("returned", [Act.Submit, Act.Return], Audience.Insiders),
        new("returned and begun anew", [Act.Submit, Act.Return, Act.Draft], Audience.Insiders, Audience.Insiders),
        new("returned and accepted later", [Act.Submit, Act.Return, Act.Submit, Act.Accept], Audience.Insiders, Audience.Everybody),
        new("accepted", [Act.Submit, Act.Accept], Audience.Everybody),
        new("accepted with a newer draft", [Act.Submit, Act.Accept, Act.Draft], Audience.Everybody, Audience.Insiders),
        new("accepted with a newer submission", [Act.Submit, Act.Accept, Act.Submit], Audience.Everybody, Audience.Insiders),
        new("accepted with a newer return", [Act.Submit, Act.Accept, Act.Submit, Act.Return], Audience.Everybody, Audience.Insiders),
        new("redacted", [Act.Submit, Act.Accept, Act.Redact], Audience.Nobody),
        new("redacted before it was taken", [Act.Submit, Act.Redact], Audience.Nobody),
        new("redacted below a newer draft", [Act.Submit, Act.Accept, Act.Redact, Act.Draft], Audience.Nobody, Audience.Insiders),
    ];

    /// <summary>A draft where the agency has no part, and nothing is asked of it.</summary>
    public static ReportCase Unasked { get; } = new("a draft that nobody asked for", [Act.Draft], Audience.Insiders);

    /// <summary>Measures without a report, to which those with a draft or a returned report are compared.</summary>
    public const string Untouched = "untouched";

    /// <summary>Whether something of it is public, so that lists of reports hold it: it waits, or was accepted.</summary>
    public bool IsListed => Acts.Contains(Act.Accept) || (Acts.Contains(Act.Submit) && !Acts.Contains(Act.Return));

    /// <summary>A text that says by itself where it was written.</summary>
    public string Marker(int revision, string field) => $"~{Name.Replace(' ', '-')}.{revision}.{field}~";

    /// <summary>Beginnings of the texts that an audience is not to read.</summary>
    public IEnumerable<string> Hidden(bool isInsider)
    {
        var secret = Revisions.Select((audience, index) => (audience, number: index + 1))
            .Where(revision => revision.audience == Audience.Nobody || (revision.audience == Audience.Insiders && !isInsider))
            .Select(revision => $"~{Name.Replace(' ', '-')}.{revision.number}.");
        return isInsider ? secret : secret.Append($"~{Name.Replace(' ', '-')}.why-returned");
    }

    /// <summary>A text of each revision that an audience is to read.</summary>
    public IEnumerable<string> Shown(bool isInsider) => Revisions.Select((audience, index) => (audience, number: index + 1))
        .Where(revision => revision.audience == Audience.Everybody || (revision.audience == Audience.Insiders && isInsider))
        .Select(revision => Marker(revision.number, "narrative"));
}
