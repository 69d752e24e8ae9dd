using System.Text.Json;

namespace NapGrains.Documents;

/// <summary>Plan documents as JSON, in the format <see cref="PlanDocument.FormatName"/>.</summary>
public static class PlanJson
{
    private static readonly JsonSerializerOptions Strict = new(PlanDocument.Json) { AllowDuplicateProperties = false };

    /// <summary>Reads and checks a plan document. Lists that it leaves out are empty afterwards.</summary>
    /// <param name="json">The whole document.</param>
    /// <param name="known">Bodies that it may name beside its own; null for none.</param>
    /// <param name="measures">Ids of measures that it may refer to beside its own; null for none.</param>
    /// <exception cref="DocumentRefusedException">
    /// It is no JSON of this form, or contradicts itself. The faults name JSON path, line, and cause; of a document that is no JSON
    /// of this form only the first is known.
    /// </exception>
    public static PlanDocument Read(string json, BodyNames? known = null, IReadOnlySet<string>? measures = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var document = Whole.Of(Parse(json.TrimStart('\uFEFF')));
        var faults = PlanRules.Check(document, known, measures);
        return faults.IsEmpty ? document : throw new DocumentRefusedException(JsonLines.Locate(json.TrimStart('\uFEFF'), faults));
    }

    /// <summary>Writes a plan document: indented, letters as they are, absent parts left out.</summary>
    /// <param name="document">Any plan document; it is not checked.</param>
    public static string Write(PlanDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return JsonSerializer.Serialize(Whole.Of(document), PlanDocument.Json);
    }

    /// <summary>Reads a plan document without checking it.</summary>
    internal static PlanDocument Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PlanDocument>(json, Strict)
                ?? throw new DocumentRefusedException(1, "the document is null");
        }
        catch (JsonException refused)
        {
            throw Refusal((int)(refused.LineNumber ?? -1) + 1, refused.Message, refused.Path);
        }
        // What the serializer throws for half characters and for values that a collection cannot take.
        catch (Exception refused) when (refused is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            throw Refusal(0, refused.Message, null);
        }
    }

    // The serializer's message repeats path and line at its end.
    private static DocumentRefusedException Refusal(int line, string message, string? path)
    {
        var repeated = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return new DocumentRefusedException(
            [new DocumentFault(line, "no plan document: " + (repeated < 0 ? message : message[..repeated]), path)]);
    }
}
