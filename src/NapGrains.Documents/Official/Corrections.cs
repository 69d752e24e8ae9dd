using System.Collections.Immutable;
using System.Globalization;

namespace NapGrains.Documents;

/// <summary>What a correction says about a line of the document.</summary>
public enum CorrectionKind
{
    /// <summary>The line, or the wording on it, is ordinary text and opens or names nothing.</summary>
    Text,

    /// <summary>The line, or the wording on it, names a body.</summary>
    Body,

    /// <summary>The line opens a statement that names no body.</summary>
    Unattributed,
}

/// <summary>One correction of a guess.</summary>
/// <param name="At">Its own line in the corrections file, from 1.</param>
/// <param name="Line">The line of the document that it is about, from 1.</param>
/// <param name="Wording">The wording on that line that it is about; null for the label that opens the line.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Body">Name of the body, with <see cref="CorrectionKind.Body"/>; otherwise null.</param>
public sealed record Correction(int At, int Line, string? Wording, CorrectionKind Kind, string? Body);

/// <summary>
/// What only a person can know about one document, one guess a line:
/// <code>
/// # comment
/// 126 = text                      no statement opens here
/// 412 = body Name of the body     the label on this line means this body; without a label the whole paragraph is its statement
/// 90 = unattributed               a statement without a body opens here
/// 57: Wording = body Name         this wording in an executors' cell, or this addressee of a delegation, means this body
/// 88: 1.4 = text                  this number is no reference to a measure; this addressee is none
/// </code>
/// </summary>
public sealed class Corrections
{
    private const string BodyVerb = "body ";

    private Corrections(ImmutableArray<Correction> entries) => Entries = entries;

    /// <summary>Nothing to correct.</summary>
    public static Corrections None { get; } = new([]);

    /// <summary>The corrections in file order.</summary>
    public ImmutableArray<Correction> Entries { get; }

    /// <summary>Reads a corrections file.</summary>
    /// <param name="text">Its text, one correction a line; blank lines and what follows <c>#</c> are passed over.</param>
    /// <exception cref="DocumentRefusedException">Lines that say nothing of this form, or two about the same thing; all are named.</exception>
    public static Corrections Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entries = ImmutableArray.CreateBuilder<Correction>();
        var faults = ImmutableArray.CreateBuilder<DocumentFault>();
        var seen = new Dictionary<(int, string?), int>();
        var at = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            at++;
            var statement = WithoutComment(line);
            if (statement.Length == 0)
                continue;
            if (ParseLine(at, statement, out var cause) is not { } entry)
                faults.Add(new DocumentFault(at, cause));
            else if (!seen.TryAdd((entry.Line, entry.Wording), at))
                faults.Add(new DocumentFault(at, $"corrects the same as line {seen[(entry.Line, entry.Wording)]}"));
            else
                entries.Add(entry);
        }

        return faults.Count > 0 ? throw new DocumentRefusedException(faults.ToImmutable()) : new Corrections(entries.ToImmutable());
    }

    private static string WithoutComment(string line)
    {
        var comment = line.IndexOf('#', StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }

    private static Correction? ParseLine(int at, string statement, out string cause)
    {
        cause = "expected 'LINE = text', 'LINE = unattributed', or 'LINE = body NAME'";
        var equals = statement.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return null;
        var (subject, verdict) = (statement[..equals].Trim(), statement[(equals + 1)..].Trim());
        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        var wording = colon < 0 ? null : subject[(colon + 1)..].Trim();
        var number = (colon < 0 ? subject : subject[..colon]).Trim();
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var line) || line == 0)
        {
            cause = $"'{number}' is no line number";
            return null;
        }

        if (wording is { Length: 0 })
        {
            cause = "the wording before '=' is empty";
            return null;
        }

        if (verdict.StartsWith(BodyVerb, StringComparison.Ordinal) && verdict[BodyVerb.Length..].Trim() is { Length: > 0 } body)
            return new Correction(at, line, wording, CorrectionKind.Body, body);
        return verdict switch
        {
            "text" => new Correction(at, line, wording, CorrectionKind.Text, null),
            "unattributed" when wording is null => new Correction(at, line, null, CorrectionKind.Unattributed, null),
            _ => null,
        };
    }
}
