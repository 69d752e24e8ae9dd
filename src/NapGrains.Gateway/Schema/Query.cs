using GraphQL;
using NapGrains.Gateway.Schema.Agencies;
using NapGrains.Gateway.Schema.History;
using NapGrains.Gateway.Schema.Measures;
using NapGrains.Gateway.Schema.Operations;
using NapGrains.Gateway.Schema.Plans;
using NapGrains.Gateway.Schema.Relay;
using NapGrains.Gateway.Schema.Search;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Views;
using NapGrains.Gateway.Views.Search;
using NapGrains.Grains;

namespace NapGrains.Gateway.Schema;

/// <summary>What can be read. What is not there is null, without an error.</summary>
[Name("Query")]
public sealed class Query
{
    /// <summary>Anything that has a global id.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="id">The global id.</param>
    public static Task<INode?> Node([FromViewpoint] Viewpoint from, [Id] string id) => NodeLookup.Find(from, id);

    /// <summary>Who asks, as the token says.</summary>
    /// <param name="from">From where it is seen.</param>
    public static ViewerObject Viewer([FromViewpoint] Viewpoint from) => new(from.Actor);

    /// <summary>All plans, by key.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public static async Task<PlanConnection> Plans([FromViewpoint] Viewpoint from, int? first = null, string? after = null)
    {
        // Plans that are not on the page are not read.
        var page = (await from.Views.Plans()).Keys.ToList().Page(key => key, key => key, PlanKeyPage.Make, first, after);
        var scopes = await Task.WhenAll(page.Keys.Select(async key => await from.Plan(key)));
        return new([.. scopes.OfType<PlanScope>().Select(scope => (scope.Key, scope.Plan()))], page.Total, page.HasBefore, page.HasAfter);
    }

    /// <summary>A plan by its key.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="key">Its key, e.g. `az-nap-2022-2026`.</param>
    public static async Task<PlanNode?> Plan([FromViewpoint] Viewpoint from, string key) => (await from.Plan(key))?.Plan();

    /// <summary>A measure by its number: current numbers first, then former ones.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="plan">Key of the plan.</param>
    /// <param name="number">Its number, e.g. `1.10`.</param>
    public static async Task<MeasureNode?> Measure([FromViewpoint] Viewpoint from, string plan, string number) =>
        await from.Plan(plan) is { } scope && scope.Snapshot.IdOf(number) is { } id && await scope.MeasureGrain(id).View() is { } view
            ? scope.Measure(view)
            : null;

    /// <summary>Measures of a plan.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="plan">Key of the plan; an unknown one gives an empty list.</param>
    /// <param name="where">Only measures that fit all of this.</param>
    /// <param name="orderBy">How to order them; as the plan does by default.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public static async Task<MeasureConnection> Measures(
        [FromViewpoint] Viewpoint from, string plan, MeasureFilter? where = null, MeasureOrder? orderBy = null, int? first = null, string? after = null) =>
        await from.Plan(plan) is { } scope
            ? MeasureLists.In(scope, where, orderBy ?? MeasureOrder.Number).Page(measure => measure.Id, scope.Measure, MeasureConnection.Make, first, after)
            : new MeasureConnection([], 0, false, false);

    /// <summary>A body by its key, or by its official name or an alias in any case.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="key">Its key, e.g. `az/iqtisadiyyat-nazirliyi`.</param>
    /// <param name="name">Its name, when there is no key.</param>
    /// <param name="jurisdiction">Only this register, e.g. `az`; a name that fits several registers needs it.</param>
    public static async Task<AgencyNode?> Agency([FromViewpoint] Viewpoint from, string? key = null, string? name = null, string? jurisdiction = null)
    {
        if (key is null == name is null)
        {
            throw RequestErrors.BadUserInput("Give either `key` or `name`.");
        }

        var found = Find(await from.Views.Registers(areKnown: true));
        if (found.Count == 0)
        {
            found = Find(await from.Views.Registers());
        }

        return found switch
        {
            [] => null,
            [var (register, only)] => new AgencyNode(from, register, only!),
            _ => throw RequestErrors.BadUserInput(
                $"The name fits several bodies; give `key` or `jurisdiction`: {string.Join(", ", found.Select(body => body.Key))}."),
        };

        List<(RegisterSnapshot Register, string? Key)> Find(IEnumerable<RegisterSnapshot> registers) =>
        [
            .. registers.Where(register => jurisdiction is null || register.View.Jurisdiction == jurisdiction)
                .Select(register => (register, Key: key is not null ? register.Body(key)?.Key : register.Names.Find(name)?.Key))
                .Where(body => body.Key is not null),
        ];
    }

    /// <summary>Bodies, by name.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="where">Only bodies that fit all of this.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public static async Task<AgencyConnection> Agencies([FromViewpoint] Viewpoint from, AgencyFilter? where = null, int? first = null, string? after = null) =>
        (await AgencyLists.In(from, where)).Page(agency => agency.Key, agency => agency, AgencyConnection.Make, first, after);

    /// <summary>
    /// Searches numbers, names, titles and published statements. All words must be found, each as it is or as the beginning of a
    /// longer one; words in quotes exactly so. Case and accents make no difference: `meslehet` finds `məsləhət`. What fits best
    /// comes first: a number or name as a whole, then names and short titles, titles, statements. Only what everybody may read is
    /// found, whoever asks.
    /// </summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="views">The texts of plans.</param>
    /// <param name="text">What to search for, at most 500 characters and 20 words, e.g. `"daxili audit" vergi`.</param>
    /// <param name="plan">Key of the only plan to search, with the bodies that take part in it; all plans and bodies by default. An unknown one gives an empty list.</param>
    /// <param name="first">Page size, 100 by default and at most.</param>
    /// <param name="after">Cursor behind which the page begins.</param>
    public static async Task<SearchHitConnection> Search(
        [FromViewpoint] Viewpoint from, [FromServices] SearchViews views, string text, string? plan = null, int? first = null, string? after = null)
    {
        var question = SearchQuestion.Of(text);
        var found = await views.Find(question, plan, Paging.Size(first), after is null ? null : NodeId.Key(after) ?? "");
        return await SearchHitConnection.Of(from, found ?? throw Paging.UnknownCursor(), question);
    }

    /// <summary>Long work such as an import: how far it is, and its outcome.</summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="id">Its global id.</param>
    public static async Task<OperationObject?> Operation([FromViewpoint] Viewpoint from, [Id] string id) =>
        NodeId.Key(id) is { } key && key.StartsWith("operation:", StringComparison.Ordinal)
            ? await OperationObject.Find(from, key["operation:".Length..])
            : null;

    /// <summary>
    /// Recomputes every chain of the plan's public changes from what is stored, and names the first link that does not hold.
    /// </summary>
    /// <param name="from">From where it is seen.</param>
    /// <param name="verifications">Those under way.</param>
    /// <param name="plan">Key of the plan.</param>
    public static async Task<VerificationObject> Verify([FromViewpoint] Viewpoint from, [FromServices] Verifications verifications, string plan)
    {
        var scope = await from.Plan(plan) ?? throw RequestErrors.BadUserInput($"There is no plan '{plan}'.");
        return await verifications.Of(plan, () => VerificationObject.Of(scope));
    }
}

/// <summary>Who asks.</summary>
[Name("Viewer")]
public sealed class ViewerObject(Actor actor)
{
    /// <summary>Roles of the token; empty without one.</summary>
    public IEnumerable<string> Roles => actor.Roles;

    /// <summary>Keys of the agencies that a reporter reports for.</summary>
    public IEnumerable<string> Agencies => actor.Agencies;

    /// <summary>The only plans that the roles hold for; empty for no such bound.</summary>
    public IEnumerable<string> Plans => actor.Plans;

    /// <summary>The only jurisdictions that the roles hold for; empty for no such bound.</summary>
    public IEnumerable<string> Jurisdictions => actor.Jurisdictions;

    /// <summary>In whose name an assessor publishes assessments; null for the others.</summary>
    public string? Assessor => actor.Assessor;
}
