using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace NapGrains.Tests.Api;

/// <summary>The public contract as the running server has it.</summary>
public sealed class SchemaTests(ReadOnlyServers servers)
{
    private static readonly string[] BuiltIn = ["String", "Boolean", "ID", "Int", "Float"];

    private static string CheckedIn => Path.Combine(Repository.Root, "src", "NapGrains.Gateway", "schema.graphql");

    [Fact]
    public async Task The_running_schema_is_the_one_that_is_checked_in()
    {
        var printed = (await Schema()).Print(new() { IncludeDescriptions = true, StringComparison = StringComparison.Ordinal })
            .ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("NAP_UPDATE_SCHEMA") == "1")
        {
            await File.WriteAllTextAsync(CheckedIn, printed, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(CheckedIn, TestContext.Current.CancellationToken), printed);
    }

    [Fact]
    public async Task Everything_public_has_a_description()
    {
        var undescribed = (await Schema()).AllTypes.Where(type => !type.Name.StartsWith("__", StringComparison.Ordinal) && !BuiltIn.Contains(type.Name))
            .SelectMany(type => Parts(type).Prepend((type.Name, type.Description)))
            .Where(part => string.IsNullOrWhiteSpace(part.Description)).Select(part => part.Name);

        Assert.Empty(undescribed);
    }

    [Fact]
    public async Task Names_and_nullability_of_the_core_are_what_was_promised()
    {
        var held = CoreContract.FieldsOf((await Schema()).Print()).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(CoreContract.FieldsOf(CoreContract.Sdl).Except(held));
    }

    [Fact]
    public async Task Every_type_with_a_global_id_is_a_node()
    {
        var withId = (await Schema()).AllTypes.OfType<IObjectGraphType>().Where(type => type.Fields.Find("id") is not null).ToList();

        Assert.Equal(
            ["Agency", "Assignment", "Measure", "Operation", "Plan", "Priority", "Report"],
            withId.Select(type => type.Name).Order(StringComparer.Ordinal));
        Assert.All(withId, type => Assert.Contains(type.ResolvedInterfaces, shared => shared.Name == "Node"));
    }

    private async Task<ISchema> Schema() => (await servers.Seeded).Services.GetRequiredService<ISchema>();

    private static IEnumerable<(string Name, string? Description)> Parts(IGraphType type) => type switch
    {
        EnumerationGraphType values => values.Values.Select(value => ($"{type.Name}.{value.Name}", value.Description)),
        IComplexGraphType complex => complex.Fields.SelectMany(field => (field.Arguments ?? [])
            .Select(argument => ($"{type.Name}.{field.Name}({argument.Name})", argument.Description))
            .Prepend(($"{type.Name}.{field.Name}", field.Description))),
        _ => [],
    };
}
