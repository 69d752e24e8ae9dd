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
        _names = new(() => new BodyNames(view.Bodies.Select(body => new Body(
            body.Key, GraphNames.Of(body.Kind), body.Names.ToDocument()!, body.Aliases, body.Parent))));
    }

    /// <summary>The register.</summary>
    public RegisterView View { get; }

    /// <summary>Names and aliases.</summary>
    public BodyNames Names => _names.Value;

    /// <summary>A register without bodies.</summary>
    public static RegisterSnapshot Empty(string jurisdiction) => new(new(jurisdiction, 0, []));

    /// <summary>A body by its key.</summary>
    public RegisteredBody? Body(string key) => _byKey.GetValueOrDefault(key);
}
