using System.Globalization;
using NapGrains.Grains;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Pages.Wordings;

/// <summary>The texts of the pages in English.</summary>
internal static class English
{
    public static Wording Words { get; } = new()
    {
        Language = "en",
        LanguageName = "English",
        Culture = CultureInfo.GetCultureInfo("en-GB"),

        Service = "Action plan monitoring",
        SkipToContent = "Skip to the content",
        Navigation = "Sections of the plan",
        Footer = "Short titles and summaries are ours; official titles and the bodies’ own words are marked as such. Every figure says for which moment it holds.",
        Api = "The same data by GraphQL",

        Plans = "Action plans",
        NoPlans = "There is no plan here yet.",
        Overview = "Overview",
        Version = "version",
        AsOf = "As of {0} ({1}), version {2} of the plan",

        Figures = "The plan in figures",
        Measures = "Measures",
        Measure = "Measure",
        MeasuresByStatus = "Measures by status",
        Priority = "Priority",
        Priorities = "Priorities",
        Number = "No.",
        Title = "Title",
        Status = "Status",
        Coverage = "Reporting coverage",
        CoverageIn = "Reporting coverage, {0}",
        CoverageNote = "reports received of those expected, recommended bodies included",
        BindingCoverage = "Of bodies that are bound",
        BindingNote = "the same without bodies that are only recommended",
        Voluntary = "Voluntary reports",
        VoluntaryNote = "from bodies that were not obliged to report; counted beside, in no fraction",
        ImplementedOfDue = "Implemented, of measures whose deadline has passed",
        ImplementedOfAll = "Implemented, of all measures",
        OverdueMeasures = "Overdue, of measures with a deadline",
        NothingCounted = "nothing to count yet",
        Fraction = "{0} of {1}",

        LatestEvents = "Latest events",
        NoEvents = "Nothing has happened yet.",

        NotReported = "Missing reports",
        NotReportedLink = "Who has not reported",
        NotReportedSummary = "{0} reports of {1} bodies are missing for {2}.",
        NobodyMissing = "No report is missing for this period.",
        Missing = "Missing",
        MissingBinding = "of bodies that are bound",
        MissingRecommended = "of bodies that are only recommended",

        Filter = "Filter",
        Any = "any",
        Search = "Number or words of the title",
        Show = "Show",
        ClearFilter = "Clear the filter",
        ReportedIn = "Reported in",
        NotReportedIn = "Report missing in",
        FoundMeasures = "{0} of {1} measures",
        NothingFits = "No measure fits all of these conditions.",

        OfficialTitle = "Official title",
        ShortTitleIsOurs = "The heading is our short title; the official title has not been imported yet.",
        FormerNumbers = "Former numbers",
        Verdict = "Verdict",
        Reason = "Reason",
        Source = "Source",
        EffectiveAt = "In force from",
        ProvisionalClaim = "Provisional claim",
        ProvisionalNote = "what the executors claim while there is no verdict",
        Schedule = "Schedule",
        Deadline = "Deadline",
        NoDates = "The plan sets no date.",
        Continuous = "continuous, without an end",
        Executors = "Executors and reporters",
        Agency = "Body",
        Agencies = "Bodies",
        Role = "Role",
        Duty = "Why it reports",
        InTheDocument = "In the document",
        Recommended = "recommended",
        Binding = "binding",
        Nature = "Bound or asked",
        Collective = "a collective of bodies",
        Delegations = "Delegations",
        DelegatedFrom = "Handed on by",
        DelegatedTo = "to",
        Instrument = "Instrument",
        References = "Its reports point to",
        ReferencedBy = "Reports that point here",
        StatedFigures = "Figures that reports state",
        Value = "Figure",
        Subject = "What was counted",
        Period = "Period",

        Reports = "Reports",
        Report = "Report",
        NoReports = "No report has been published.",
        ReportsIn = "Reports for {0}",
        Unattributed = "A statement that names no body",
        OwnWords = "In the body’s own words",
        DocumentsWords = "In the words of the document",
        OwnWordsNotHeld = "The body’s own words have not been imported yet.",
        OurSummary = "Summary by us, not the body’s own words",
        NotPublicYet = "Handed in; its text becomes public when it is accepted.",
        Claims = "Claims",
        Nil = "nothing to report",
        Extraordinary = "came after the period was locked",
        Challenges = "Challenges",
        Evidence = "Evidence",
        SubmittedAt = "Handed in",
        Revision = "revision",

        Aliases = "Also written",
        OtherNames = "Other languages",
        Parent = "Belongs to",
        MeasuresByRole = "Measures by role",
        NotATotal = "A body counts a measure once per role; sums over bodies are not the plan’s total.",
        NoPart = "This body has no part in a plan.",

        Matrix = "Matrix",
        MatrixNote = "Who has which part in which measure. Every column is a measure.",
        Legend = "Key",
        ReportMissing = "report missing",
        ReportReceived = "report received",

        NotFound = "There is no such page",
        NotFoundText = "The plan, measure or body may have another number or name now.",
        Failure = "The page cannot be shown now",
        FailureText = "Nothing is lost. Please try again in a moment.",
        BackHome = "Back to the plans",

        Statuses = new Dictionary<MeasureStatus, string>
        {
            [MeasureStatus.Unassessed] = "No verdict yet",
            [MeasureStatus.Scheduled] = "Scheduled",
            [MeasureStatus.NotStarted] = "Not started",
            [MeasureStatus.InProgress] = "In progress",
            [MeasureStatus.PartiallyImplemented] = "Partially implemented",
            [MeasureStatus.Implemented] = "Implemented",
            [MeasureStatus.NotImplemented] = "Not implemented",
            [MeasureStatus.Withdrawn] = "Withdrawn",
        },
        Timelinesses = new Dictionary<Timeliness, string>
        {
            [Timeliness.Undated] = "undated",
            [Timeliness.NotYetOpen] = "its time has not come",
            [Timeliness.Open] = "within its time",
            [Timeliness.DueSoon] = "due within 30 days",
            [Timeliness.Overdue] = "overdue",
            [Timeliness.OnTime] = "done on time",
            [Timeliness.Late] = "done late",
        },
        Roles = new Dictionary<ExecutorRole, string>
        {
            [ExecutorRole.Lead] = "Lead",
            [ExecutorRole.Other] = "Other executor",
            [ExecutorRole.Reporter] = "Reporter",
        },
        RoleLetters = new Dictionary<ExecutorRole, string>
        {
            [ExecutorRole.Lead] = "L",
            [ExecutorRole.Other] = "O",
            [ExecutorRole.Reporter] = "R",
        },
        Duties = new Dictionary<Duty, string>
        {
            [Duty.Named] = "named in the plan",
            [Duty.Delegated] = "the measure was handed on to it",
            [Duty.Member] = "named as a member of a collective executor",
            [Duty.Voluntary] = "voluntarily",
        },
        ReportStates = new Dictionary<ReportState, string>
        {
            [ReportState.NotRequested] = "not requested",
            [ReportState.Expected] = "expected, none yet",
            [ReportState.Draft] = "expected, none yet",
            [ReportState.Submitted] = "handed in",
            [ReportState.Returned] = "expected, none yet",
            [ReportState.Accepted] = "published",
        },
        ClaimNames = new Dictionary<Claim, string>
        {
            [Claim.NotStarted] = "not started",
            [Claim.Limited] = "limited",
            [Claim.Substantial] = "substantial",
            [Claim.Complete] = "complete",
        },
        Events = new Dictionary<PlanEventKind, string>
        {
            [PlanEventKind.ReportSubmitted] = "{0} handed in its report for {1}.",
            [PlanEventKind.ReportAccepted] = "The report of {0} for {1} was published.",
            [PlanEventKind.VerdictGiven] = "New verdict: {3} (formerly: {2}).",
            [PlanEventKind.MeasureChanged] = "The data of the measure changed.",
            [PlanEventKind.AssignmentChanged] = "The part of {0} changed.",
            [PlanEventKind.DocumentImported] = "An import was carried out; version {3} of the plan.",
        },
    };
}
