using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>Documents of our own in the form of the official report, about a plan that does not exist.</summary>
internal static class Sample
{
    public const string Period = "2030";

    private static readonly Lazy<BodyNames> Register = new(() => new BodyNames(PlanJson.Read(Text("bodies.json")).Bodies));

    public static BodyNames Names => Register.Value;

    /// <summary>Every irregularity of the official report, in few rows.</summary>
    public static string PlanReport => Text("plan-report.az.txt");

    /// <summary>A later year: bodies, wordings, and instruments that the register does not know; CRLF, and closing words.</summary>
    public static string LaterReport => Text("later-report.az.txt");

    public static OfficialReport Read(string text, string corrections = "") =>
        OfficialReport.Read(text, Names, new ReadOptions { Corrections = Corrections.Parse(corrections) });

    public static ReportedMeasure Measure(this OfficialReport report, string number) =>
        report.Priorities.SelectMany(priority => priority.Measures).Single(measure => measure.Number == number);

    /// <summary>A document of one measure, 1.1, whose row begins on line 7 and whose work cell begins on line 11.</summary>
    public static string OneMeasure(string work, string lead = "Nazirlər Şurası", string others = "", string title = "Quyular") =>
        Head + Row("1.1.", title, lead, others, work);

    public const string Head = "\tSıra №-si\n\tTədbirin adı\n\tƏsas icraçı\n\tDigər icraçılar\n\tGörülmüş işlər\n\tPrioritet 1. Bağlar\n";

    public static string Row(params string[] cells) => string.Concat(cells.Select(cell => "\t" + cell + "\n"));

    /// <summary>Line of a place in a document.</summary>
    public static int LineOf(string text, string words) =>
        text[..text.IndexOf(words, StringComparison.Ordinal)].Count(unit => unit == '\n') + 1;

    private static string Text(string file) =>
        OfficialText.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Documents", "Samples", file)));
}
