using NapGrains.Cli.Import;

namespace NapGrains.Cli.Submit;

internal sealed record SubmitInput(
    string OperationId,
    string Plan,
    string Measure,
    string Agency,
    string Period,
    string? Claim,
    bool Nil,
    IReadOnlyList<SubmitText> Narrative,
    string? Challenges,
    IReadOnlyList<SubmitEvidence> Evidence,
    int? ExpectedRevision);

internal sealed record SubmitText(string Language, string Text);

internal sealed record SubmitEvidence(string Url);

internal sealed record SubmitPayload(SubmittedReport? Report, IReadOnlyList<ImportError>? Errors);

internal sealed record SubmittedReport(int Revision, string State);

internal sealed record SubmitData(SubmitPayload SubmitReport)
{
    public const string Mutation = """
        mutation Submit($input: SubmitReportInput!) {
          submitReport(input: $input) { report { revision state } errors { code message path } }
        }
        """;
}

internal sealed record SaveDraftData(SubmitPayload SaveDraft)
{
    public const string Mutation = """
        mutation SaveDraft($input: SaveDraftInput!) {
          saveDraft(input: $input) { report { revision state } errors { code message path } }
        }
        """;
}
