using GraphQLParser;
using GraphQLParser.AST;

namespace NapGrains.Gateway.Transport.Limits;

/// <summary>What a set of fields asks for in all, with fragments counted wherever they are spread.</summary>
internal sealed class SelectionTotals
{
    // Fragments that spread fragments twice double at each step; no limit reaches this far.
    private const int Countless = 1_000_000;

    /// <summary>Fields that are given another name.</summary>
    public int Aliases { get; private set; }

    /// <summary>Directives that are applied.</summary>
    public int Directives { get; private set; }

    /// <summary>Fields of the set itself, not of those below.</summary>
    public int OwnFields { get; private set; }

    /// <summary>How often a field of each name occurs.</summary>
    public Dictionary<ROM, int> ByName { get; } = [];

    public void Add(GraphQLField field, SelectionTotals below)
    {
        if (field.Alias is not null) Aliases = Sum(Aliases, 1);
        OwnFields = Sum(OwnFields, 1);
        Count(field.Name.Value, 1);
        AddAllBut(below);
    }

    public void Add(SelectionTotals spread)
    {
        OwnFields = Sum(OwnFields, spread.OwnFields);
        AddAllBut(spread);
    }

    public void Add(GraphQLDirectives? directives) => Directives = Sum(Directives, directives?.Count ?? 0);

    private void AddAllBut(SelectionTotals other)
    {
        Aliases = Sum(Aliases, other.Aliases);
        Directives = Sum(Directives, other.Directives);
        foreach (var (name, count) in other.ByName) Count(name, count);
    }

    private void Count(ROM name, int count) => ByName[name] = Sum(ByName.GetValueOrDefault(name), count);

    private static int Sum(int one, int other) => Math.Min(one + other, Countless);
}

/// <summary>Counts what operations of a document ask for; each fragment is counted once and its totals added where it is spread.</summary>
internal sealed class SelectionCount(GraphQLDocument document)
{
    private static readonly SelectionTotals Nothing = new();

    private readonly Dictionary<ROM, SelectionTotals> _fragments = [];

    /// <summary>Counts an operation.</summary>
    public SelectionTotals Of(GraphQLOperationDefinition operation)
    {
        var totals = new SelectionTotals();
        totals.Add(operation.Directives);
        foreach (var variable in operation.Variables?.Items ?? []) totals.Add(variable.Directives);
        totals.Add(Of(operation.SelectionSet));
        return totals;
    }

    private SelectionTotals Of(GraphQLSelectionSet? set)
    {
        if (set is null) return Nothing;
        var totals = new SelectionTotals();
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case GraphQLField field:
                    totals.Add(field.Directives);
                    totals.Add(field, Of(field.SelectionSet));
                    break;
                case GraphQLInlineFragment inline:
                    totals.Add(inline.Directives);
                    totals.Add(Of(inline.SelectionSet));
                    break;
                case GraphQLFragmentSpread spread:
                    totals.Add(spread.Directives);
                    totals.Add(OfFragment(spread.FragmentName.Name.Value));
                    break;
            }
        }
        return totals;
    }

    private SelectionTotals OfFragment(ROM name)
    {
        if (_fragments.TryGetValue(name, out var known)) return known;
        // A fragment that spreads itself is refused by the engine's rules; here it only must not loop.
        _fragments[name] = Nothing;
        if (document.Definitions.OfType<GraphQLFragmentDefinition>().FirstOrDefault(fragment => fragment.FragmentName.Name.Value == name) is not { } fragment)
            return Nothing;
        var totals = new SelectionTotals();
        totals.Add(fragment.Directives);
        totals.Add(Of(fragment.SelectionSet));
        return _fragments[name] = totals;
    }
}
