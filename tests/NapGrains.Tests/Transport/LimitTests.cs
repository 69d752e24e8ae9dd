using System.Net;
using System.Text.Json;

namespace NapGrains.Tests.Transport;

/// <summary>Each limit: what is just under it passes, what is just over it is refused with the limit's own code and runs nothing.</summary>
public sealed class LimitTests
{
    public static TheoryData<string, string, string> Limits => new()
    {
        { Repeat(15, i => $"a{i}: hello"), Repeat(16, i => $"a{i}: hello"), "ALIASES_EXCEEDED" },
        { InFragment(5, "a: hello b: hello c: hello"), InFragment(8, "a: hello b: hello"), "ALIASES_EXCEEDED" },
        { Repeat(100, _ => "hello"), Repeat(101, _ => "hello"), "FIELD_REPETITION_EXCEEDED" },
        { InFragment(10, Fields(10)), InFragment(10, Fields(11)), "FIELD_REPETITION_EXCEEDED" },
        { Repeat(50, _ => "hello @include(if: true)"), Repeat(51, _ => "hello @include(if: true)"), "DIRECTIVES_EXCEEDED" },
        { InFragment(5, Directed(9)), InFragment(5, Directed(10)), "DIRECTIVES_EXCEEDED" },
        { $"mutation {Repeat(5, _ => "add")}", $"mutation {Repeat(6, _ => "add")}", "MUTATION_FIELDS_EXCEEDED" },
        { OfTokens(2_000), OfTokens(2_001), "TOKENS_EXCEEDED" },
        // 1 + 100 × (1 + 1 + 100 × 2) = 20,201 objects, and 1 + 100 × (1 + 1 + 100 × 3) = 30,201.
        { "{ items { nodes { items { nodes { self { hello } } } } } }", "{ items { nodes { items { nodes { self { self { hello } } } } } } }", "COST_EXCEEDED" },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task What_is_just_under_a_limit_passes_and_what_is_just_over_is_refused_with_its_code(string under, string over, string code)
    {
        await using var host = await TransportHost.Start();
        using var passes = await host.Post(under);
        Assert.False((await passes.Json()).TryGetProperty("errors", out var errors), $"{errors}");
        var mutations = host.Stage.Mutations;
        using var refused = await host.Post(over, accept: "application/graphql-response+json");

        Assert.Equal(code, (await refused.Json()).Code());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(mutations, host.Stage.Mutations);
    }

    [Fact]
    public async Task Four_directives_in_one_place_may_stand_and_five_may_not()
    {
        await using var host = await TransportHost.Start();
        using var four = await host.Post($"{{ hello {string.Concat(Enumerable.Repeat("@include(if: true) ", 4))} }}");
        using var five = await host.Post($"{{ hello {string.Concat(Enumerable.Repeat("@include(if: true) ", 5))} }}");

        // Four of the same are refused too, but by the language.
        Assert.Equal("GRAPHQL_VALIDATION_FAILED", (await four.Json()).Code());
        Assert.Equal("DIRECTIVES_PER_LOCATION_EXCEEDED", (await five.Json()).Code());
    }

    [Theory]
    [InlineData("MaxDepth", "1", "{ self { hello } }", "DEPTH_EXCEEDED")]
    [InlineData("MaxAliases", "0", "{ a: hello }", "ALIASES_EXCEEDED")]
    [InlineData("MaxDirectives", "0", "query @skip(if: false) { hello }", "DIRECTIVES_EXCEEDED")]
    [InlineData("MaxDirectivesPerLocation", "0", "{ hello @skip(if: false) }", "DIRECTIVES_PER_LOCATION_EXCEEDED")]
    [InlineData("MaxTokens", "2", "{ hello }", "TOKENS_EXCEEDED")]
    [InlineData("MaxSameField", "1", "{ hello self { hello } }", "FIELD_REPETITION_EXCEEDED")]
    [InlineData("MaxMutationFields", "1", "mutation { add b: add }", "MUTATION_FIELDS_EXCEEDED")]
    [InlineData("MaxCost", "1", "{ self { self { hello } } }", "COST_EXCEEDED")]
    [InlineData("MaxBodyBytes", "20", "{ hello }", "BODY_TOO_LARGE")]
    [InlineData("Introspection", "false", "{ __type(name: \"Query\") { name } }", "INTROSPECTION_DISABLED")]
    public async Task Every_limit_is_a_setting(string setting, string value, string query, string code)
    {
        await using var host = await TransportHost.Start(($"Nap:GraphQL:{setting}", value));
        using var response = await host.Post(query);

        Assert.Equal(code, (await response.Json()).Code());
    }

    [Theory]
    [InlineData("{ items(first: 10) { nodes { hello } } }", 12)]
    [InlineData("query($n: Int) { items(first: $n) { nodes { hello } } }", 4)]
    [InlineData("query($m: Int = 20) { items(first: $m) { nodes { hello } } }", 22)]
    [InlineData("query($missing: Int) { items(first: $missing) { nodes { hello } } }", 102)]
    [InlineData("{ items { totalCount } }", 2)]
    [InlineData("{ items(first: 2) { nodes { hello } edges { node { hello } } } }", 8)]
    [InlineData("{ ...F ...F } fragment F on Query { self { items(first: 5) { ...G } } } fragment G on ItemConnection { nodes { hello } }", 15)]
    [InlineData("{ items(first: 7) { nodes { items(first: 3) { nodes { hello } } } } }", 37)]
    [InlineData("{ __schema { types { fields { name } } } }", 1)]
    public async Task Cost_counts_objects_through_pages_variables_defaults_and_fragments(string query, int aboveCost)
    {
        var variables = new { n = 2 };
        await using var enough = await TransportHost.Start(("Nap:GraphQL:MaxCost", $"{aboveCost - 1}"));
        using var passes = await enough.Post(query, variables: variables);
        Assert.False((await passes.Json()).TryGetProperty("errors", out var errors), $"{errors}");
        if (aboveCost == 1) return;

        await using var less = await TransportHost.Start(("Nap:GraphQL:MaxCost", $"{aboveCost - 2}"));
        using var refused = await less.Post(query, variables: variables);
        Assert.Equal("COST_EXCEEDED", (await refused.Json()).Code());
    }

    [Fact]
    public async Task A_document_that_is_known_is_still_counted_with_its_variables()
    {
        await using var host = await TransportHost.Start();
        const string query = "query($n: Int) { items(first: $n) { nodes { items(first: $n) { nodes { items(first: $n) { nodes { hello } } } } } } }";
        foreach (var size in (int[])[2, 3])
        {
            using var passes = await host.Post(query, variables: new { n = size });
            Assert.False((await passes.Json()).TryGetProperty("errors", out _));
        }
        using var refused = await host.Post(query, variables: new { n = 100 });

        Assert.Equal("COST_EXCEEDED", (await refused.Json()).Code());
    }

    [Theory]
    [InlineData("{ items(first: -1) { totalCount } }")]
    [InlineData("{ items(first: 101) { totalCount } }")]
    [InlineData("{ items(first: 2147483647) { totalCount } }")]
    [InlineData("{ items(first: 99999999999999999999) { totalCount } }")]
    [InlineData("query($n: Int = -5) { items(first: $n) { totalCount } }")]
    [InlineData("query($big: Int) { items(first: $big) { totalCount } }")]
    [InlineData("query($huge: Int) { items(first: $huge) { totalCount } }")]
    [InlineData("mutation { add itemsAdded(first: -1) { totalCount } }")]
    public async Task A_negative_or_huge_page_is_refused_before_anything_runs(string query)
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Send(JsonSerializer.Serialize(new { query }).Replace("}\"}", "}\",\"variables\":{\"big\":1000000,\"huge\":123456789012345678901234567890}}", StringComparison.Ordinal));
        var answer = await response.Json();

        Assert.Equal("BAD_USER_INPUT", answer.Code());
        Assert.False(answer.TryGetProperty("data", out _));
        Assert.Equal(0, host.Stage.Mutations);
    }

    [Fact]
    public async Task Introspection_as_tools_send_it_passes()
    {
        await using var host = await TransportHost.Start();
        using var response = await host.Post(Introspection.Query);

        Assert.False((await response.Json()).TryGetProperty("errors", out var errors), $"{errors}");
    }

    [Fact]
    public async Task Introspection_that_is_off_leaves_typename_and_is_not_hidden_by_fragments()
    {
        await using var host = await TransportHost.Start(("Nap:GraphQL:Introspection", "false"));
        using var typename = await host.Post("{ __typename }");
        using var hidden = await host.Post("{ ...F } fragment F on Query { ... { x: __schema { types { name } } } }");

        Assert.Equal("Query", (await typename.Json()).Data("__typename").GetString());
        Assert.Equal("INTROSPECTION_DISABLED", (await hidden.Json()).Code());
    }

    [Theory]
    [InlineData("{ helo }")]
    [InlineData("{ hello(nam: \"x\") }")]
    [InlineData("{ ... on Qery { hello } }")]
    public async Task Suggestions_are_made_and_can_be_switched_off(string query)
    {
        await using var suggesting = await TransportHost.Start();
        await using var silent = await TransportHost.Start(("Nap:GraphQL:Suggestions", "false"));
        using var told = await suggesting.Post(query);
        using var untold = await silent.Post(query);

        Assert.Contains("Did you mean", (await told.Json()).Error().GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Did you mean", (await untold.Json()).Error().GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private static string Repeat(int times, Func<int, string> field) => $"{{ {string.Join(' ', Enumerable.Range(0, times).Select(field))} }}";

    private static string Fields(int times) => string.Join(' ', Enumerable.Repeat("hello", times));

    private static string Directed(int times) => string.Join(' ', Enumerable.Repeat("hello @skip(if: false)", times));

    /// <summary>A fragment that is spread several times, once with a directive each where the fields have any.</summary>
    private static string InFragment(int times, string fields) =>
        $"{{ {string.Join(' ', Enumerable.Repeat(fields.Contains('@') ? "...F @skip(if: false)" : "...F", times))} }} fragment F on Query {{ {fields} }}";

    /// <summary>A document of so many tokens that meets no other limit; comments are no tokens.</summary>
    private static string OfTokens(int count)
    {
        // 3 × 5 + 6 tokens each, and two braces around all.
        const string group = " ... on Query { ... on Query { ... on Query { hello(name: \"x\") } } }";
        return "# not counted { } \n{" + string.Concat(Enumerable.Repeat(group, 94)) + string.Concat(Enumerable.Repeat(" who", count - 2 - (94 * 21))) + " }";
    }
}
