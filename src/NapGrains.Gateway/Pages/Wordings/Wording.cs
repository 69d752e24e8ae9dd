using System.Globalization;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;
using NapGrains.Grains.Amendments;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Pages.Wordings;

/// <summary>The texts of the pages in one language; all of them stand in <see cref="Azerbaijani"/> and <see cref="English"/>.</summary>
internal sealed record Wording
{
    /// <summary>The languages that the pages speak, the default one first.</summary>
    public static IReadOnlyList<Wording> All { get; } = [Azerbaijani.Words, English.Words];

    /// <summary>The wording in a language; the default one where there is none in it.</summary>
    /// <param name="language">BCP 47 tag.</param>
    public static Wording In(string? language) =>
        All.FirstOrDefault(words => words.Language == language?.Split('-')[0].ToLowerInvariant()) ?? All[0];

    public required string Language { get; init; }
    public required string LanguageName { get; init; }
    public required CultureInfo Culture { get; init; }

    public required string Service { get; init; }
    public required string SkipToContent { get; init; }
    public required string Navigation { get; init; }
    public required string Footer { get; init; }
    public required string Api { get; init; }
    public required string EventsFeed { get; init; }

    public required string Downloads { get; init; }
    public required string DownloadsText { get; init; }
    public required string File { get; init; }
    public required string Bytes { get; init; }
    public required string Licence { get; init; }
    public required string LicenceText { get; init; }

    public required string Plans { get; init; }
    public required string NoPlans { get; init; }
    public required string Overview { get; init; }
    public required string Version { get; init; }
    /// <summary>{0}: a moment, {1}: time zone, {2}: version of the plan.</summary>
    public required string AsOf { get; init; }

    public required string Figures { get; init; }
    public required string Measures { get; init; }
    public required string Measure { get; init; }
    public required string MeasuresByStatus { get; init; }
    public required string Priority { get; init; }
    public required string Priorities { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required string Status { get; init; }
    public required string Coverage { get; init; }
    /// <summary>{0}: period.</summary>
    public required string CoverageIn { get; init; }
    public required string CoverageNote { get; init; }
    public required string BindingCoverage { get; init; }
    public required string BindingNote { get; init; }
    public required string Voluntary { get; init; }
    public required string VoluntaryNote { get; init; }
    public required string ImplementedOfDue { get; init; }
    public required string ImplementedOfAll { get; init; }
    public required string OverdueMeasures { get; init; }
    public required string NothingCounted { get; init; }
    /// <summary>{0} of {1}.</summary>
    public required string Fraction { get; init; }

    public required string LatestEvents { get; init; }
    public required string NoEvents { get; init; }

    public required string NotReported { get; init; }
    public required string NotReportedLink { get; init; }
    /// <summary>{0}: reports, {1}: bodies, {2}: period.</summary>
    public required string NotReportedSummary { get; init; }
    public required string NobodyMissing { get; init; }
    public required string Missing { get; init; }
    public required string MissingBinding { get; init; }
    public required string MissingRecommended { get; init; }

    public required string Filter { get; init; }
    public required string Any { get; init; }
    public required string Search { get; init; }
    public required string Show { get; init; }
    public required string ClearFilter { get; init; }
    public required string ReportedIn { get; init; }
    public required string NotReportedIn { get; init; }
    /// <summary>{0}: how many, {1}: of how many.</summary>
    public required string FoundMeasures { get; init; }
    public required string NothingFits { get; init; }

    public required string Amendments { get; init; }
    /// <summary>{0}: instrument, {1}: day, {2}: version that it made.</summary>
    public required string AmendedBy { get; init; }
    public required string FiguresBefore { get; init; }
    public required string FiguresNow { get; init; }
    /// <summary>{0}: version.</summary>
    public required string FiguresOfVersion { get; init; }
    /// <summary>{0}: number.</summary>
    public required string FormerlyNumber { get; init; }
    /// <summary>{0}: day.</summary>
    public required string FormerlyDue { get; init; }

    public required string Find { get; init; }
    public required string FindEverywhere { get; init; }
    public required string FindHint { get; init; }
    /// <summary>{0}: how many.</summary>
    public required string FoundHits { get; init; }
    public required string NothingFound { get; init; }
    /// <summary>{0}: most characters, {1}: most words.</summary>
    public required string CannotSearch { get; init; }
    public required string MoreHits { get; init; }

    public required string OfficialTitle { get; init; }
    public required string ShortTitleIsOurs { get; init; }
    public required string FormerNumbers { get; init; }
    public required string Verdict { get; init; }
    public required string Reason { get; init; }
    public required string Source { get; init; }
    public required string EffectiveAt { get; init; }
    public required string Assessments { get; init; }
    public required string ProvisionalClaim { get; init; }
    public required string ProvisionalNote { get; init; }
    public required string Schedule { get; init; }
    public required string Deadline { get; init; }
    public required string NoDates { get; init; }
    public required string Continuous { get; init; }
    public required string Executors { get; init; }
    public required string Agency { get; init; }
    public required string Agencies { get; init; }
    public required string Role { get; init; }
    public required string Duty { get; init; }
    public required string InTheDocument { get; init; }
    public required string Recommended { get; init; }
    public required string Binding { get; init; }
    public required string Nature { get; init; }
    public required string Collective { get; init; }
    public required string Delegations { get; init; }
    public required string DelegatedFrom { get; init; }
    public required string DelegatedTo { get; init; }
    public required string Instrument { get; init; }
    public required string References { get; init; }
    public required string ReferencedBy { get; init; }
    public required string StatedFigures { get; init; }
    public required string Value { get; init; }
    public required string Subject { get; init; }
    public required string Period { get; init; }

    public required string Reports { get; init; }
    public required string Report { get; init; }
    public required string NoReports { get; init; }
    /// <summary>{0}: period.</summary>
    public required string ReportsIn { get; init; }
    public required string Unattributed { get; init; }
    public required string OwnWords { get; init; }
    public required string DocumentsWords { get; init; }
    public required string OwnWordsNotHeld { get; init; }
    public required string OurSummary { get; init; }
    public required string NotPublicYet { get; init; }
    public required string Claims { get; init; }
    public required string Nil { get; init; }
    public required string Extraordinary { get; init; }
    public required string Challenges { get; init; }
    public required string Evidence { get; init; }
    public required string SubmittedAt { get; init; }
    public required string Revision { get; init; }

    public required string Aliases { get; init; }
    public required string OtherNames { get; init; }
    public required string Parent { get; init; }
    public required string MeasuresByRole { get; init; }
    public required string NotATotal { get; init; }
    public required string NoPart { get; init; }

    public required string Matrix { get; init; }
    public required string MatrixNote { get; init; }
    public required string Legend { get; init; }
    public required string ReportMissing { get; init; }
    public required string ReportReceived { get; init; }

    public required string NotFound { get; init; }
    public required string NotFoundText { get; init; }
    public required string Failure { get; init; }
    public required string FailureText { get; init; }
    public required string BackHome { get; init; }

    public required IReadOnlyDictionary<MeasureStatus, string> Statuses { get; init; }
    public required IReadOnlyDictionary<Timeliness, string> Timelinesses { get; init; }
    public required IReadOnlyDictionary<ExecutorRole, string> Roles { get; init; }
    /// <summary>One letter a role, for the matrix.</summary>
    public required IReadOnlyDictionary<ExecutorRole, string> RoleLetters { get; init; }
    public required IReadOnlyDictionary<Duty, string> Duties { get; init; }
    public required IReadOnlyDictionary<ReportState, string> ReportStates { get; init; }
    public required IReadOnlyDictionary<Claim, string> ClaimNames { get; init; }
    public required IReadOnlyDictionary<AmendmentKind, string> AmendmentKinds { get; init; }
    public required IReadOnlyDictionary<SearchPlace, string> SearchPlaces { get; init; }
    /// <summary>{0}: how many.</summary>
    public required string Notices { get; init; }
    /// <summary>What an amendment made of one agency's part of a measure, with the gaps of <see cref="Events"/>.</summary>
    public required string PartAmended { get; init; }
    /// <summary>What happened to the deadline of one report, with the gaps of <see cref="Events"/>.</summary>
    public required string ReportTimeliness { get; init; }
    /// <summary>What happened; {0}: agency, {1}: period, {2}: former value, {3}: new value.</summary>
    public required IReadOnlyDictionary<PlanEventKind, string> Events { get; init; }

    /// <summary>A sentence with its gaps filled.</summary>
    public string Say(string sentence, params object?[] gaps) => string.Format(Culture, sentence, gaps);

    /// <summary>A day.</summary>
    public string Day(DateOnly day) => day.ToString("d MMMM yyyy", Culture);

    /// <summary>A moment, to the minute.</summary>
    public string Moment(DateTimeOffset moment) => moment.ToString("d MMMM yyyy, HH:mm", Culture);

    /// <summary>A number that a report states.</summary>
    public string Count(decimal value) => value.ToString("#,0.######", Culture);

    /// <summary>A share of 1 as a rounded percentage.</summary>
    public string Percent(double share) => (share * 100).ToString("0.0", Culture) + "\u00a0%";
}
