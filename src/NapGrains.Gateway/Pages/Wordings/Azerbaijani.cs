using System.Globalization;
using NapGrains.Grains;
using NapGrains.Grains.Feed;

namespace NapGrains.Gateway.Pages.Wordings;

/// <summary>The texts of the pages in Azerbaijani.</summary>
internal static class Azerbaijani
{
    public static Wording Words { get; } = new()
    {
        Language = "az",
        LanguageName = "Azərbaycanca",
        Culture = CultureInfo.GetCultureInfo("az-Latn-AZ"),

        Service = "Fəaliyyət planlarının monitorinqi",
        SkipToContent = "Məzmuna keç",
        Navigation = "Planın bölmələri",
        Footer = "Qısa adlar və xülasələr bizimdir; rəsmi adlar və qurumların öz mətnləri belə də göstərilir. Hər rəqəmin hansı ana aid olduğu yazılır.",
        Api = "Eyni məlumatlar GraphQL vasitəsilə",

        Plans = "Fəaliyyət planları",
        NoPlans = "Burada hələ plan yoxdur.",
        Overview = "Ümumi baxış",
        Version = "versiya",
        AsOf = "{0} tarixinə ({1}); planın versiyası: {2}",

        Figures = "Plan rəqəmlərdə",
        Measures = "Tədbirlər",
        Measure = "Tədbir",
        MeasuresByStatus = "İcra vəziyyəti üzrə tədbirlər",
        Priority = "Prioritet",
        Priorities = "Prioritetlər",
        Number = "№",
        Title = "Adı",
        Status = "İcra vəziyyəti",
        Coverage = "Hesabat əhatəsi",
        CoverageIn = "Hesabat əhatəsi, {0}",
        CoverageNote = "gözlənilən hesabatlardan alınmışları; tövsiyə edilən qurumlar daxil olmaqla",
        BindingCoverage = "Yalnız öhdəliyi olan qurumlar",
        BindingNote = "eyni göstərici, tövsiyə edilən qurumlar nəzərə alınmadan",
        Voluntary = "Könüllü hesabatlar",
        VoluntaryNote = "hesabat vermək öhdəliyi olmayan qurumlardan; ayrıca sayılır və heç bir nisbətə daxil edilmir",
        ImplementedOfDue = "Müddəti bitmiş tədbirlərdən icra olunanlar",
        ImplementedOfAll = "Bütün tədbirlərdən icra olunanlar",
        OverdueMeasures = "Müddəti olan tədbirlərdən gecikənlər",
        NothingCounted = "hələ sayılası tədbir yoxdur",
        Fraction = "{0} / {1}",

        LatestEvents = "Son hadisələr",
        NoEvents = "Hələ heç bir hadisə yoxdur.",

        NotReported = "Verilməmiş hesabatlar",
        NotReportedLink = "Kim hesabat verməyib",
        NotReportedSummary = "{2}: {1} qurumun {0} hesabatı yoxdur.",
        NobodyMissing = "Bu dövr üçün çatışmayan hesabat yoxdur.",
        Missing = "Çatışmayan",
        MissingBinding = "öhdəliyi olan qurumlardan",
        MissingRecommended = "yalnız tövsiyə edilən qurumlardan",

        Filter = "Süzgəc",
        Any = "hamısı",
        Search = "Nömrə və ya ad üzrə axtarış",
        Show = "Göstər",
        ClearFilter = "Süzgəci təmizlə",
        ReportedIn = "Hesabat verilib",
        NotReportedIn = "Hesabat verilməyib",
        FoundMeasures = "{1} tədbirdən {0}",
        NothingFits = "Bu şərtlərin hamısına uyğun tədbir yoxdur.",

        OfficialTitle = "Rəsmi adı",
        ShortTitleIsOurs = "Başlıqdakı qısa ad bizimdir; rəsmi ad hələ daxil edilməyib.",
        FormerNumbers = "Əvvəlki nömrələri",
        Verdict = "İcra vəziyyəti",
        Reason = "Səbəb",
        Source = "Mənbə",
        EffectiveAt = "Qüvvədədir",
        ProvisionalClaim = "İlkin bəyan",
        ProvisionalNote = "icra vəziyyəti müəyyən edilənədək icraçıların öz bəyanı",
        Schedule = "İcra ili",
        Deadline = "Son tarix",
        NoDates = "Planda tarix göstərilməyib.",
        Continuous = "daimi, son tarixi yoxdur",
        Executors = "İcraçılar və hesabat verənlər",
        Agency = "Qurum",
        Agencies = "Qurumlar",
        Role = "Rolu",
        Duty = "Hesabatın əsası",
        InTheDocument = "Sənəddə yazılışı",
        Recommended = "tövsiyə edilir",
        Binding = "icrası məcburidir",
        Nature = "Məcburilik",
        Collective = "ümumi adla göstərilən qurumlar",
        Delegations = "İcranın həvalə edilməsi",
        DelegatedFrom = "Həvalə edən",
        DelegatedTo = "Həvalə olunan",
        Instrument = "Sənəd",
        References = "Hesabatlarında istinad edilən tədbirlər",
        ReferencedBy = "Bu tədbirə istinad edənlər",
        StatedFigures = "Hesabatlarda göstərilən rəqəmlər",
        Value = "Rəqəm",
        Subject = "Nəyin sayı",
        Period = "Dövr",

        Reports = "Hesabatlar",
        Report = "Hesabat",
        NoReports = "Dərc edilmiş hesabat yoxdur.",
        ReportsIn = "Hesabatlar, {0}",
        Unattributed = "Qurum göstərilməyən məlumat",
        OwnWords = "Qurumun öz mətni",
        DocumentsWords = "Sənəddəki mətn",
        OwnWordsNotHeld = "Qurumun öz mətni hələ daxil edilməyib.",
        OurSummary = "Bizim xülasəmiz; qurumun öz sözləri deyil",
        NotPublicYet = "Təqdim olunub; mətni qəbul edildikdən sonra açıqlanır.",
        Claims = "Bəyan edilən icra",
        Nil = "bildiriləcək məlumat yoxdur",
        Extraordinary = "dövr bağlandıqdan sonra daxil olub",
        Challenges = "Çətinliklər",
        Evidence = "Təsdiqedici mənbələr",
        SubmittedAt = "Təqdim olunub",
        Revision = "redaksiya",

        Aliases = "Digər yazılışları",
        OtherNames = "Digər dillərdə",
        Parent = "Tabe olduğu qurum",
        MeasuresByRole = "Rol üzrə tədbirlər",
        NotATotal = "Qurum hər tədbiri hər rolda bir dəfə sayır; qurumlar üzrə cəmlər planın yekunu deyil.",
        NoPart = "Bu qurum heç bir planda iştirak etmir.",

        Matrix = "Matris",
        MatrixNote = "Hansı qurum hansı tədbirdə hansı rolda iştirak edir. Hər sütun bir tədbirdir.",
        Legend = "İşarələr",
        ReportMissing = "hesabat yoxdur",
        ReportReceived = "hesabat alınıb",

        NotFound = "Belə səhifə yoxdur",
        NotFoundText = "Planın, tədbirin və ya qurumun nömrəsi, yaxud adı dəyişmiş ola bilər.",
        Failure = "Səhifəni indi göstərmək mümkün deyil",
        FailureText = "Heç nə itməyib. Bir qədər sonra yenidən cəhd edin.",
        BackHome = "Planlara qayıt",

        Statuses = new Dictionary<MeasureStatus, string>
        {
            [MeasureStatus.Unassessed] = "Hələ qiymətləndirilməyib",
            [MeasureStatus.Scheduled] = "Vaxtı planlaşdırılıb",
            [MeasureStatus.NotStarted] = "İcrasına başlanılmayıb",
            [MeasureStatus.InProgress] = "İcra olunur",
            [MeasureStatus.PartiallyImplemented] = "Qismən icra olunub",
            [MeasureStatus.Implemented] = "İcra olunub",
            [MeasureStatus.NotImplemented] = "İcra olunmayıb",
            [MeasureStatus.Withdrawn] = "Plandan çıxarılıb",
        },
        Timelinesses = new Dictionary<Timeliness, string>
        {
            [Timeliness.Undated] = "tarix göstərilməyib",
            [Timeliness.NotYetOpen] = "vaxtı çatmayıb",
            [Timeliness.Open] = "müddəti davam edir",
            [Timeliness.DueSoon] = "30 gün ərzində bitir",
            [Timeliness.Overdue] = "gecikir",
            [Timeliness.OnTime] = "vaxtında icra olunub",
            [Timeliness.Late] = "gecikmə ilə icra olunub",
        },
        Roles = new Dictionary<ExecutorRole, string>
        {
            [ExecutorRole.Lead] = "Əsas icraçı",
            [ExecutorRole.Other] = "Digər icraçı",
            [ExecutorRole.Reporter] = "Hesabat verən",
        },
        RoleLetters = new Dictionary<ExecutorRole, string>
        {
            [ExecutorRole.Lead] = "Ə",
            [ExecutorRole.Other] = "D",
            [ExecutorRole.Reporter] = "H",
        },
        Duties = new Dictionary<Duty, string>
        {
            [Duty.Named] = "planda göstərilib",
            [Duty.Delegated] = "icra ona həvalə olunub",
            [Duty.Member] = "ümumi adla göstərilən icraçının üzvü kimi müəyyən edilib",
            [Duty.Voluntary] = "könüllü",
        },
        ReportStates = new Dictionary<ReportState, string>
        {
            [ReportState.NotRequested] = "tələb olunmayıb",
            [ReportState.Expected] = "gözlənilir, hələ yoxdur",
            [ReportState.Draft] = "gözlənilir, hələ yoxdur",
            [ReportState.Submitted] = "təqdim olunub",
            [ReportState.Returned] = "gözlənilir, hələ yoxdur",
            [ReportState.Accepted] = "dərc olunub",
        },
        ClaimNames = new Dictionary<Claim, string>
        {
            [Claim.NotStarted] = "başlanılmayıb",
            [Claim.Limited] = "məhdud",
            [Claim.Substantial] = "əhəmiyyətli dərəcədə",
            [Claim.Complete] = "tam",
        },
        Events = new Dictionary<PlanEventKind, string>
        {
            [PlanEventKind.ReportSubmitted] = "{0}: {1} hesabatı təqdim olundu.",
            [PlanEventKind.ReportAccepted] = "{0}: {1} hesabatı dərc olundu.",
            [PlanEventKind.VerdictGiven] = "Yeni icra vəziyyəti: {3} (əvvəl: {2}).",
            [PlanEventKind.MeasureChanged] = "Tədbirin məlumatları dəyişdi.",
            [PlanEventKind.AssignmentChanged] = "{0}: tədbirdəki iştirakı dəyişdi.",
            [PlanEventKind.DocumentImported] = "Sənəd daxil edildi; planın versiyası: {3}.",
        },
    };
}
