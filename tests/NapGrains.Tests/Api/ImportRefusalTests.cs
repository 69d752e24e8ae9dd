using System.Text.Json;
using System.Text.Json.Nodes;
using NapGrains.Tests.Documents;

namespace NapGrains.Tests.Api;

/// <summary>Imports that are refused store nothing.</summary>
public sealed class ImportRefusalTests(FreshServer fresh) : IClassFixture<FreshServer>
{
    private const string Row = "\t1.1.\n\tQuyular\n\tNazirlər Kabineti\n\t\n\tNazirlər Kabineti: Görüldü.\n";

    private readonly NapApplication _server = fresh.Server;

    public static TheoryData<string, string> BadDocuments => new()
    {
        { "empty", "" },
        { "blank", " \n\t\n" },
        { "prose", "Bu, heç bir hesabat deyil.\n" },
        { "no priorities", Sample.Head.Replace("\tPrioritet 1. Bağlar\n", "", StringComparison.Ordinal) + Row },
        { "no measures", Sample.Head },
        { "a truncated row", Sample.Head + "\t1.1.\n\tQuyular\n\tNazirlər Kabineti\n" },
        { "a number twice", Sample.Head + Row + Row },
        { "a statement before any measure", "Nazirlər Kabineti: Görüldü.\n" + Sample.Head + Row },
        { "cut in a sentence", Sample.Head + Row.TrimEnd('\n').TrimEnd('.') },
        { "a NUL", Sample.Head + Row.Replace("Görüldü", "Gör\0ldü", StringComparison.Ordinal) },
        { "a measure of another priority", Sample.Head + Row.Replace("1.1.", "2.1.", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(BadDocuments))]
    public async Task A_document_that_cannot_be_right_is_refused_with_its_reason(string fault, string document)
    {
        var before = await ImportTests.State(_server);

        var payload = await _server.Secretariat.Send(document);

        Assert.True(payload.Code() == "DOCUMENT_REFUSED", fault);
        Assert.NotEmpty(payload.Errors()[0].Text("message"));
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("operation").ValueKind);
        Assert.Equal(before, await ImportTests.State(_server));
    }

    [Theory]
    [InlineData("DOCX")]
    [InlineData("XLSX")]
    public async Task What_is_only_given_out_is_not_taken(string format)
    {
        var payload = await _server.Secretariat.Send("UEsDBA==", format);

        Assert.Equal("DOCUMENT_REFUSED", payload.Code());
        Assert.Contains($"{format} documents are given out, not taken", payload.Errors()[0].Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_the_line()
    {
        var payload = await _server.Secretariat.Send(Sample.Head + Row + Row);

        Assert.Matches("line 12", payload.Errors()[0].Text("message"));
    }

    [Fact]
    public async Task A_dry_run_stores_nothing()
    {
        var before = await ImportTests.State(_server);

        var payload = await _server.Secretariat.Send(Sample.LaterReport, period: "2024", dryRun: true);

        Assert.Empty(payload.Errors());
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("operation").ValueKind);
        Assert.NotEqual(0, payload.GetProperty("warnings").GetArrayLength());
        Assert.Equal(before, await ImportTests.State(_server));
        Assert.Equal(JsonValueKind.Null, (await _server.Anonymous.AskOne("""{ agency(name: "Arıçılıq və Bal Nazirliyi") { key } }""")).ValueKind);
    }

    [Theory]
    [InlineData("OFFICIAL_TEXT", "1999")]
    [InlineData("OFFICIAL_TEXT", null)]
    [InlineData("JSON", "1999")]
    public async Task A_period_that_the_plan_does_not_have_is_refused(string format, string? period)
    {
        var document = format == "JSON" ? await _server.Anonymous.Export("JSON") : Sample.Head + Row;
        var before = await ImportTests.State(_server);

        Assert.Equal("UNKNOWN_PERIOD", (await _server.Secretariat.Send(document, format, period)).Code());
        Assert.Equal(before, await ImportTests.State(_server));
    }

    [Fact]
    public async Task An_official_text_of_an_unknown_plan_is_refused() =>
        Assert.Equal("UNKNOWN_PLAN", (await _server.ClientOf("secretariat", null).Send(Sample.Head + Row, plan: "az-nap-2027-2031")).Code());

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{ "format": "other/1", "bodies": [], "priorities": [] }""")]
    [InlineData("""{ "format": "napgrains-plan/1", "bodies": [], "priorities": [], "surprise": 1 }""")]
    [InlineData("""{ "format": "napgrains-plan/1", "bodies": [], "priorities": [{ "number": 0, "measures": [] }] }""")]
    public async Task JSON_that_is_no_plan_is_refused(string document) =>
        Assert.Equal("DOCUMENT_REFUSED", (await _server.Secretariat.Send(document, "JSON")).Code());

    [Fact]
    public async Task JSON_of_another_plan_is_refused()
    {
        var document = JsonNode.Parse(await _server.Anonymous.Export("JSON"))!;
        document["plan"]!["key"] = "az-nap-2027-2031";

        Assert.Equal("DOCUMENT_REFUSED", (await _server.Secretariat.Send(document.ToJsonString(), "JSON")).Code());
    }

    [Theory]
    [InlineData("az/nap")]
    [InlineData("AZ NAP")]
    [InlineData("az:nap")]
    [InlineData("az#nap")]
    [InlineData("")]
    public async Task A_plan_cannot_have_a_key_that_other_keys_are_made_with(string key)
    {
        var document = JsonNode.Parse(await _server.Anonymous.Export("JSON"))!;
        document["plan"]!["key"] = key;

        var payload = await _server.ClientOf("admin", null).Send(document.ToJsonString(), "JSON", plan: key);

        Assert.Equal("DOCUMENT_REFUSED", payload.Code());
        Assert.Single((await _server.Anonymous.AskOne("{ plans { nodes { key } } }")).Nodes());
    }

    [Fact]
    public async Task Bodies_of_another_jurisdiction_are_refused()
    {
        var document = JsonNode.Parse(await _server.Anonymous.Export("JSON"))!;
        var foreign = document["bodies"]![0]!.DeepClone();
        foreign["key"] = "ge/ministry";
        document["bodies"]!.AsArray().Add(foreign);

        Assert.Equal("DOCUMENT_REFUSED", (await _server.Secretariat.Send(document.ToJsonString(), "JSON")).Code());
    }

    [Fact]
    public async Task A_name_that_another_body_has_already_is_refused()
    {
        var document = JsonNode.Parse(await _server.Anonymous.Export("JSON"))!;
        var held = document["bodies"]!.AsArray().Single(body => body!["key"]!.GetValue<string>() == "az/edliyye-nazirliyi")!;
        document["bodies"] = new JsonArray(new JsonObject { ["key"] = "az/baska", ["kind"] = "AGENCY", ["names"] = held["names"]!.DeepClone(), ["aliases"] = new JsonArray() });
        document["priorities"] = new JsonArray();
        document.AsObject().Remove("frames");

        Assert.Equal("DOCUMENT_REFUSED", (await _server.Secretariat.Send(document.ToJsonString(), "JSON")).Code());
    }

    [Fact]
    public async Task Another_document_under_the_same_operation_id_is_refused()
    {
        var json = await _server.Anonymous.Export("JSON");
        await _server.Secretariat.Import(json, "JSON", operationId: "once");

        Assert.Equal("OPERATION_ID_REUSED", (await _server.Secretariat.Send(json + " ", "JSON", operationId: "once")).Code());
    }

    [Fact]
    public async Task Only_the_plan_s_secretariat_imports()
    {
        const string import = """
            mutation { importDocument(input: { operationId: "x", plan: "az-nap-2022-2026", period: "2022", format: OFFICIAL_TEXT, document: "x" }) { errors { code } } }
            """;

        Assert.Equal("UNAUTHENTICATED", await _server.Anonymous.Refused(import));
        Assert.Equal("FORBIDDEN", await _server.Client("reporter", "az/nazirler-kabineti").Refused(import));
        Assert.Equal("FORBIDDEN", await _server.Client("assessor").Refused(import));
        Assert.Equal("FORBIDDEN", await _server.ClientOf("secretariat", "az-nap-2027-2031").Refused(import));
    }

    [Fact]
    public async Task Who_may_not_import_does_not_learn_which_plans_there_are()
    {
        const string import = """
            mutation { importDocument(input: { operationId: "x", plan: "none", period: "2022", format: OFFICIAL_TEXT, document: "x" }) { errors { code } } }
            """;

        Assert.Equal("UNAUTHENTICATED", await _server.Anonymous.Refused(import));
        Assert.Equal("FORBIDDEN", await _server.Client("reporter", "az/nazirler-kabineti").Refused(import));
    }
}
