namespace NapGrains.Grains.Assignments;

/// <summary>What a report must say for what it claims (the plan's rules on self-assessment).</summary>
internal static class ClaimRules
{
    /// <summary>Refuses a report that does not keep the rules; the code names the rule.</summary>
    public static void Check(ReportContent content)
    {
        if (content.Nil && content.Claim is not null)
        {
            throw new RefusalException("NIL_WITH_CLAIM", "A NIL report says that there is nothing to report, so it claims nothing: leave out the claim or nil.");
        }

        if (!content.Nil && content.Parts.All(part => part.Texts is not { Count: > 0 } texts || texts.Values.All(string.IsNullOrWhiteSpace)))
        {
            throw new RefusalException("NARRATIVE_REQUIRED", "Say what was done in narrative, or send nil: true where there is nothing to report.");
        }

        if (content.Claim is Claim.NotStarted or Claim.Limited && string.IsNullOrWhiteSpace(content.Challenges))
        {
            throw new RefusalException("CHALLENGES_REQUIRED", "A claim of NOT_STARTED or LIMITED needs challenges: say what stands in the way.");
        }

        if (content.Claim is Claim.Complete && content.Evidence.IsDefaultOrEmpty)
        {
            throw new RefusalException("EVIDENCE_REQUIRED", "A claim of COMPLETE needs evidence: add at least one link.");
        }

        foreach (var evidence in content.Evidence)
        {
            if (!Uri.TryCreate(evidence.Url, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            {
                throw new RefusalException("EVIDENCE_INVALID", $"Evidence must be an absolute http or https link; '{evidence.Url}' is not.");
            }
        }
    }
}
