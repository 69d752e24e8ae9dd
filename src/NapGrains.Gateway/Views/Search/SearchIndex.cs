using Microsoft.Data.Sqlite;

namespace NapGrains.Gateway.Views.Search;

/// <summary>An entry that was found.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Closeness">How well it was found: 0 for best.</param>
internal readonly record struct SearchMatch(SearchEntry Entry, int Closeness);

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

    /// <summary>All entries that fit a question, those that fit best first.</summary>
    /// <param name="question">The question.</param>
    /// <param name="among">Which entries are asked for.</param>
    public List<SearchEntry> Find(SearchQuestion question, Func<SearchEntry, bool> among)
    {
        var found = new List<SearchMatch>();
        lock (_gate)
        {
            var seen = new HashSet<long>();
            foreach (var (closeness, words) in Closeness.Of(question).Index())
            {
                _find.Parameters[0].Value = words;
                using var rows = _find.ExecuteReader();
                while (rows.Read())
                {
                    var id = rows.GetInt64(0);
                    if (seen.Add(id) && among(_entries[id])) found.Add(new(_entries[id], closeness));
                }
            }
        }

        found.Sort((one, other) => one.Closeness != other.Closeness
            ? one.Closeness.CompareTo(other.Closeness)
            : SearchEntry.InOrder.Compare(one.Entry, other.Entry));
        return found.ConvertAll(match => match.Entry);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _connection.Dispose();
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
