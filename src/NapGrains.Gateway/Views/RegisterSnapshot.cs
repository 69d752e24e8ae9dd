using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Gateway.Exchange;
using NapGrains.Grains;
using NapGrains.Grains.Agencies;

namespace NapGrains.Gateway.Views;

/// <summary>A jurisdiction's bodies at one version of its register, read-only, with names as its language folds them.</summary>
public sealed class RegisterSnapshot
{
    private readonly Dictionary<string, RegisteredBody> _byKey;
    private readonly Lazy<BodyNames> _names;

    /// <summary>Makes a snapshot.</summary>
    public RegisterSnapshot(RegisterView view)
    {
        View = view;
        _byKey = view.Bodies.ToDictionary(body => body.Key, StringComparer.Ordinal);
        _names = new(() => new BodyNames(view.Bodies.Select(Documented)));
    }

    /// <summary>The register.</summary>
    public RegisterView View { get; }

    /// <summary>Names and aliases.</summary>
    public BodyNames Names => _names.Value;

    /// <summary>The names as they are once <paramref name="added"/> are registered.</summary>
    /// <exception cref="DocumentRefusedException">A name would mean two bodies.</exception>
    public BodyNames With(IEnumerable<Body> added)
    {
        var bodies = View.Bodies.ToDictionary(body => body.Key, Documented, StringComparer.Ordinal);
        foreach (var body in added)
        {
            bodies[body.Key] = bodies.TryGetValue(body.Key, out var held)
                ? held with { Names = Joined(held.Names, body.Names), Aliases = [.. held.Aliases.Union(body.Aliases, StringComparer.Ordinal)] }
                : body;
        }

        return new BodyNames(bodies.Values);
    }

    /// <summary>A register without bodies.</summary>
    public static RegisterSnapshot Empty(string jurisdiction) => new(new(jurisdiction, 0, []));

    /// <summary>A body by its key.</summary>
    public RegisteredBody? Body(string key) => _byKey.GetValueOrDefault(key);

    private static Body Documented(RegisteredBody body) => new(
        body.Key, GraphNames.Of(body.Kind), body.Names.ToDocument()!, body.Aliases, body.Parent);

    private static NapGrains.Documents.Texts Joined(NapGrains.Documents.Texts held, NapGrains.Documents.Texts said)
    {
        var joined = new NapGrains.Documents.Texts();
        foreach (var (language, text) in held.Concat(said))
        {
            joined[language] = text;
        }

        return joined;
    }
}
