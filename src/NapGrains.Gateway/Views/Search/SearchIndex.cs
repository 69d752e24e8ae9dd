using Microsoft.Data.Sqlite;

namespace NapGrains.Gateway.Views.Search;

/// <summary>A page of what was found.</summary>
/// <param name="Entries">The entries of the page, those that fit best first.</param>
/// <param name="Total">How many were found in all.</param>
/// <param name="Start">How many come before the page.</param>
internal sealed record SearchFindings(IReadOnlyList<SearchEntry> Entries, int Total, int Start)
{
    /// <summary>Whether there is more behind the page.</summary>
    public bool HasAfter => Start + Entries.Count < Total;
}

/// <summary>
/// The words of all entries in an SQLite full-text index (FTS5) in memory. Entries are held beside it, most of their texts being
/// those of the plans' snapshots; the index has their words alone.
/// </summary>
internal sealed class SearchIndex : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly SqliteCommand _find, _add, _remove;
    private readonly Dictionary<long, SearchEntry> _entries = [];
    private readonly Dictionary<string, List<long>> _units = new(StringComparer.Ordinal);
    private long _last;

    public SearchIndex()
    {
        _connection.Open();
        // Words come folded and parted; all that is left to the tokenizer is to part them at blanks.
        Command("""
            CREATE VIRTUAL TABLE words USING fts5(
              wholes, formers, names, titles, texts, context,
              content = '', contentless_delete = 1, prefix = '2 3 4', tokenize = "ascii tokenchars '_'")
            """).ExecuteNonQuery();
        _find = Command("SELECT rowid FROM words WHERE words MATCH $words", "$words");
        _add = Command(
            "INSERT INTO words (rowid, wholes, formers, names, titles, texts, context) VALUES ($id, $wholes, $formers, $names, $titles, $texts, $context)",
            "$id", "$wholes", "$formers", "$names", "$titles", "$texts", "$context");
        _remove = Command("DELETE FROM words WHERE rowid = $id", "$id");
    }

    /// <summary>Puts entries in the place of those that the same units had.</summary>
    /// <param name="units">Units with their entries; one without entries is taken out.</param>
    public void Replace(IEnumerable<(string Unit, IReadOnlyList<SearchEntry> Entries)> units)
    {
        var written = units.Select(unit => (unit.Unit, Rows: unit.Entries.Select(entry => (entry, IndexedWords.Of(entry))).ToList())).ToList();
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var (unit, rows) in written)
            {
                foreach (var id in _units.GetValueOrDefault(unit) ?? [])
                {
                    Run(_remove, transaction, id);
                    _entries.Remove(id);
                }

                _units.Remove(unit);
                foreach (var (entry, words) in rows)
                {
                    var id = ++_last;
                    Run(_add, transaction, id, words.Wholes, words.Formers, words.Names, words.Titles, words.Texts, words.Context);
                    _entries.Add(id, entry);
                    if (!_units.TryGetValue(unit, out var held)) _units[unit] = held = [];
                    held.Add(id);
                }
            }

            transaction.Commit();
        }
    }

    /// <summary>A page of the entries that fit a question, those that fit best first.</summary>
    /// <param name="question">The question.</param>
    /// <param name="among">Which entries are asked for.</param>
    /// <param name="size">How many entries the page has at most.</param>
    /// <param name="after">Key of the entry behind which the page begins; null for the beginning.</param>
    /// <returns>Null where no entry that fits has the key.</returns>
    public SearchFindings? Find(SearchQuestion question, Func<SearchEntry, bool> among, int size, string? after)
    {
        var fits = Closeness.Of(question);
        var (ranked, ids) = (new List<SearchEntry>(), new HashSet<long>());
        int? start = after is null ? 0 : null;
        lock (_gate)
        {
            // The loosest fit holds all others. These are asked for, and put in order, only as far as the page goes.
            var all = Fitting(fits[^1]).Where(id => among(_entries[id])).ToList();
            foreach (var fit in fits)
            {
                if (ranked.Count == all.Count || start + size <= ranked.Count)
                {
                    break;
                }

                var equals = (fit == fits[^1] ? all : Fitting(fit)).Where(ids.Add).Select(id => _entries[id]).Where(among).ToList();
                equals.Sort(SearchEntry.InOrder);
                start ??= equals.FindIndex(entry => entry.Key == after) is >= 0 and var index ? ranked.Count + index + 1 : null;
                ranked.AddRange(equals);
            }

            return start is null ? null : new([.. ranked.Skip(start.Value).Take(size)], all.Count, start.Value);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
        }
    }

    /// <summary>Numbers of the rows that fit, in the language of the index.</summary>
    private IEnumerable<long> Fitting(string fit)
    {
        _find.Parameters[0].Value = fit;
        using var rows = _find.ExecuteReader();
        while (rows.Read())
        {
            yield return rows.GetInt64(0);
        }
    }

    private SqliteCommand Command(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index];
        command.ExecuteNonQuery();
    }
}
