using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using NapGrains.Documents.Tables;

namespace NapGrains.Documents.Foreign;

/// <summary>
/// How a foreign table, one row a commitment, is read into plans: which column says what, in which shapes dates come, where a cell of
/// institutions is split, and what codes mean on our scale. It is data; nothing here knows any source. Templates name columns in
/// braces: <c>{Country}: action plan {Number}</c>.
/// </summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="Name">By which it is asked for, e.g. <c>ogp</c>.</param>
/// <param name="Title">What it reads.</param>
/// <param name="Plan">The plan of a row.</param>
/// <param name="Priority">The priority of a row.</param>
/// <param name="Measure">The measure that a row is.</param>
/// <param name="Dates">How dates are read.</param>
/// <param name="Executors">Columns of institutions.</param>
/// <param name="Bodies">How cells of institutions are read.</param>
/// <param name="Assessments">Columns of assessments, oldest first.</param>
/// <param name="Source">What of the row is kept to the letter beside what it was read into.</param>
public sealed record TableMapping(
    string Format,
    string Name,
    string Title,
    PlanColumns Plan,
    PriorityColumns Priority,
    MeasureColumns Measure,
    DateShapes Dates,
    ImmutableArray<ExecutorColumn> Executors,
    BodyWordings Bodies,
    ImmutableArray<AssessmentColumns> Assessments,
    SourceColumns Source)
{
    /// <summary>The value of <c>format</c>.</summary>
    public const string FormatName = "napgrains-mapping/1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>The mappings that are shipped, by name.</summary>
    public static IReadOnlyDictionary<string, TableMapping> Shipped { get; } =
        new[] { Parse(Templates.Text("ogp.mapping.json")) }.ToImmutableSortedDictionary(mapping => mapping.Name, mapping => mapping, StringComparer.Ordinal);

    /// <summary>Reads a mapping.</summary>
    /// <param name="json">The text of a mapping file.</param>
    /// <exception cref="DocumentRefusedException">It is none; names the line.</exception>
    public static TableMapping Parse(string json)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<TableMapping>(json, Json)!;
            return mapping.Format == FormatName
                ? mapping
                : throw new DocumentRefusedException(1, $"the mapping's format is '{mapping.Format}', not '{FormatName}'");
        }
        catch (JsonException refused)
        {
            throw new DocumentRefusedException((int)(refused.LineNumber ?? -1) + 1, "no mapping: " + refused.Message);
        }
    }

    /// <summary>Reads a table; what is doubtful in it is told cell by cell, and no row is passed over.</summary>
    /// <param name="csv">The table, separated by commas, semicolons or tabs.</param>
    /// <param name="register">The register of a jurisdiction; null for none.</param>
    /// <exception cref="DocumentRefusedException">It is no table, or lacks columns that the mapping names.</exception>
    public PlanBatch Read(string csv, Func<string, BodyNames?> register) => new ForeignReading(this, Table.Read(csv), register).Read();
}

/// <summary>A value that a column's text stands for.</summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The value of each text.</param>
/// <param name="Otherwise">The value of all other texts; left out, the text itself in lower case.</param>
public sealed record ColumnValues(string Column, ImmutableSortedDictionary<string, string> Values, string? Otherwise = null);

/// <summary>The plan of a row.</summary>
/// <param name="Key">Template of its key; capitals become small, and what no key holds becomes a hyphen.</param>
/// <param name="Title">Template of its title.</param>
/// <param name="Language">Language of that title, and of the plan.</param>
/// <param name="Jurisdiction">Whose plan it is.</param>
/// <param name="TimeZone">Its time zone.</param>
public sealed record PlanColumns(string Key, string Title, string Language, ColumnValues Jurisdiction, ColumnValues TimeZone);

/// <summary>The priority of a row: one a title, in the order of the table.</summary>
/// <param name="Title">Template of its title.</param>
/// <param name="Language">Language of that title.</param>
/// <param name="Absent">Titles that say there is none.</param>
/// <param name="Otherwise">Title, in the plan's language, of the priority for rows without one.</param>
public sealed record PriorityColumns(string Title, string Language, ImmutableArray<string> Absent, string Otherwise);

/// <summary>A text and its language.</summary>
/// <param name="Text">Template of the text.</param>
/// <param name="Language">BCP 47 tag; <c>und</c> where it differs from row to row.</param>
public sealed record TextColumn(string Text, string Language);

/// <summary>The measure that a row is.</summary>
/// <param name="Id">Template of its identity, which no two rows share.</param>
/// <param name="Number">Template of its number in the plan.</param>
/// <param name="Title">Its title.</param>
/// <param name="ShortTitle">Its short title.</param>
/// <param name="Start">Column of the day it begins.</param>
/// <param name="End">Column of the day it is due.</param>
public sealed record MeasureColumns(string Id, string Number, TextColumn Title, TextColumn ShortTitle, string Start, string End);

/// <summary>How dates are read.</summary>
/// <param name="Shapes">
/// Shapes in the order in which they are tried: .NET formats (<c>M/d/yyyy</c>, <c>MMMM yyyy</c>, <c>yyyy</c>), <c>Quarter {quarter} {year}</c>,
/// <c>{roman} quarter of {year}</c>, and <c>{serial}</c> for the days that spreadsheets count from the end of 1899.
/// </param>
/// <param name="Absent">Texts that say there is none.</param>
/// <param name="Continuous">Texts that say there is no end.</param>
/// <param name="Undated">Texts that say something, but no day.</param>
/// <param name="FirstYear">The first year that a date can be of.</param>
/// <param name="LastYear">The last one.</param>
public sealed record DateShapes(
    ImmutableArray<string> Shapes, ImmutableArray<string> Absent, ImmutableArray<string> Continuous, ImmutableArray<string> Undated, int FirstYear, int LastYear);

/// <summary>A column of institutions.</summary>
/// <param name="Column">The column.</param>
/// <param name="Role"><c>LEAD</c> or <c>OTHER</c>.</param>
public sealed record ExecutorColumn(string Column, string Role);

/// <summary>How cells of institutions are read.</summary>
/// <param name="Language">Language of the names; <c>und</c> where it differs from row to row.</param>
/// <param name="Absent">Cells that say there is none.</param>
/// <param name="Unclear">Cells that say it is not known.</param>
/// <param name="Separators">What always stands between two bodies.</param>
/// <param name="Doubtful">What stands between two bodies where the next one begins with an opener, is an abbreviation, or is known.</param>
/// <param name="Conjunctions">Words between two bodies where both are known.</param>
/// <param name="Articles">Words before a name that are no part of it.</param>
/// <param name="Openers">Words that a body's name begins with.</param>
/// <param name="Collectives">Words by which bodies are meant that are not named one by one.</param>
/// <param name="Longest">The most characters that a name has.</param>
public sealed record BodyWordings(
    string Language,
    ImmutableArray<string> Absent,
    ImmutableArray<string> Unclear,
    ImmutableArray<string> Separators,
    ImmutableArray<string> Doubtful,
    ImmutableArray<string> Conjunctions,
    ImmutableArray<string> Articles,
    ImmutableArray<string> Openers,
    ImmutableArray<string> Collectives,
    int Longest);

/// <summary>Columns of one assessment.</summary>
/// <param name="Assessor">In whose name it stands.</param>
/// <param name="Code">Column of the assessor's own code, which is kept beside our scale.</param>
/// <param name="Year">Column of the year in which it was published; without a year there is no assessment, and the code stays in the source cells.</param>
/// <param name="Reason">Template of its reason.</param>
/// <param name="Source">Template of what it rests on.</param>
/// <param name="Scale">Every code on the scale of verdicts; <c>UNASSESSED</c> for those that judge nothing.</param>
public sealed record AssessmentColumns(
    string Assessor, string Code, string Year, string Reason, string Source, ImmutableSortedDictionary<string, string> Scale);

/// <summary>What of a row is kept to the letter.</summary>
/// <param name="Except">Columns that are not.</param>
/// <param name="Omitted">Texts that need not be: a column that is not there had one of them.</param>
public sealed record SourceColumns(ImmutableArray<string> Except, ImmutableArray<string> Omitted);
