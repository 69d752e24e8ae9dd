using System.Collections.Immutable;
using System.Text;
using NapGrains.Gateway.Pages.Wordings;
using NapGrains.Gateway.Schema;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;
using NapGrains.Grains.Measures;
using NapGrains.Grains.Notices;
using NapGrains.Grains.Plans;

namespace NapGrains.Gateway.Notices;

/// <summary>Notices as a letter to the agency, in every language that the pages speak.</summary>
/// <param name="Subject">One line: how many notices, and to whom.</param>
/// <param name="Body">Plain text.</param>
public sealed record NoticeLetter(string Subject, string Body)
{
    /// <summary>Writes the letter.</summary>
    /// <param name="grains">Where names and titles are read.</param>
    /// <param name="agency">Key of the agency.</param>
    /// <param name="notices">What to tell, oldest first.</param>
    public static async Task<NoticeLetter> Write(IGrainFactory grains, string agency, ImmutableArray<Notice> notices)
    {
        var register = await grains.GetGrain<IRegisterGrain>(GrainKeys.Register(agency[..agency.IndexOf('/', StringComparison.Ordinal)])).Read(0);
        var names = register?.Bodies.FirstOrDefault(body => body.Key == agency)?.Names;
        var plans = new Dictionary<string, PlanView?>(StringComparer.Ordinal);
        var measures = new Dictionary<(string Plan, string Id), MeasureDefinition?>();
        foreach (var notice in notices)
        {
            if (!plans.ContainsKey(notice.Plan))
            {
                plans[notice.Plan] = await grains.GetGrain<IPlanGrain>(GrainKeys.Plan(notice.Plan)).View();
            }

            if (notice.Change.Measure is { } id && !measures.ContainsKey((notice.Plan, id)))
            {
                measures[(notice.Plan, id)] = (await grains.GetGrain<IMeasureGrain>(GrainKeys.Measure(notice.Plan, id)).View())?.Definition;
            }
        }

        return new(
            $"{string.Join(" / ", Wording.All.Select(words => words.Say(words.Notices, notices.Length)))} – {Name(Wording.All[0])}",
            string.Join("\n--\n\n", Wording.All.Select(Page)));

        string Name(Wording words) => names.In(words.Language, "az") ?? agency;

        string Page(Wording words)
        {
            var page = new StringBuilder().Append(Name(words)).Append("\n\n");
            foreach (var notice in notices)
            {
                var (plan, change) = (plans[notice.Plan], notice.Change);
                var zone = plan is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
                var at = words.Moment(TimeZoneInfo.ConvertTime(change.At, zone));
                page.Append(words.Culture, $"{notice.Number}. {at}, {plan?.Titles.In(words.Language, plan.Language) ?? notice.Plan}\n");
                if (change.Measure is { } id)
                {
                    var measure = measures[(notice.Plan, id)];
                    var title = (measure?.ShortTitles ?? measure?.Titles).In(words.Language, plan?.Language ?? "az");
                    page.Append(words.Culture, $"{words.Measure} {measure?.Number ?? id}: {title}\n");
                }

                page.Append(words.Tell(change, Name(words), zone)).Append('\n');
                if (change.Reason is { } reason)
                {
                    page.Append(words.Culture, $"{words.Reason}: {reason}\n");
                }

                page.Append('\n');
            }

            return page.ToString();
        }
    }
}
