using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class PlanDocumentsAsJson
{
    private static readonly string Whole = PlanJson.Write(Sample.Read(Sample.PlanReport).ToPlanDocument(Sample.Period));

    private const string Bodies = """
        "bodies": [{ "key": "az/a", "kind": "AGENCY", "names": { "az": "A" } }, { "key": "az/b", "kind": "AGENCY", "names": { "az": "B" } }]
        """;

    private static string[] Refused(string json, BodyNames? known = null) =>
        [.. Assert.Throws<DocumentRefusedException>(() => PlanJson.Read(json, known)).Faults.Select(fault => fault.ToString())];

    // A document of one measure; its line 4 is what is given.
    private static string Measure(string content, string id = "1.1") =>
        $$"""
        { {{Bodies.ReplaceLineEndings(" ")}},
          "priorities": [{ "number": 1, "measures": [{
            "id": "{{id}}", "number": "1.1",
            {{content}} }] }] }
        """;

    private static void RefusedAt(string content, string path, string cause) =>
        Assert.Equal([$"line 4: $.priorities[0].measures[0].{path}: {cause}"], Refused(Measure(content)));

    [Fact]
    public void Are_written_and_read_without_loss() => Assert.Equal(Whole, PlanJson.Write(PlanJson.Read(Whole)));

    [Fact]
    public void Have_empty_lists_for_those_left_out()
    {
        var plan = PlanJson.Read("""{ "priorities": [{ "number": 1, "measures": [{ "id": "1.1", "number": "1.1" }] }] }""");
        Assert.Empty(plan.Bodies);
        Assert.Empty(plan.Priorities[0].Measures[0].Executors);
        Assert.Null(plan.Priorities[0].Measures[0].Delegations);
    }

    [Fact]
    public void Show_letters_as_they_are() => Assert.Contains("“Ağacsu” ASC", Whole);

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("null", "line 1")]
    [InlineData("[]", "line 1")]
    [InlineData("{\n \"priorities\": 5 }", "line 2: $.priorities")]
    [InlineData("{\n \"priorities\": [\n  { \"numbr\": 5 } ] }", "line 3: $.priorities[0].numbr")]
    [InlineData("{\n \"bodies\": [],\n \"bodies\": [] }", "line 3: $")]
    [InlineData("{ \"frames\": { \"2030\": { \"preamble\": \"\\ud800\" } } }", "line 1: $.frames")]
    [InlineData("{ \"priorities\": [{ \"number\": 1", "line 1: $.priorities[0]")]
    public void That_are_none_are_refused_with_path_and_line(string json, string where) =>
        Assert.StartsWith(where, Assert.Single(Refused(json)));

    [Fact]
    public void Of_another_format_are_refused() =>
        Assert.Equal(["line 1: $.format: 'x/2' is not 'napgrains-plan/1'"], Refused("""{ "format": "x/2" }"""));

    [Fact]
    public void Name_no_body_twice_and_none_that_is_not_there()
    {
        Assert.Equal(
            ["line 2: $.bodies[1].key: 'az/a' stands here for the second time", "line 2: $.bodies[1].parent: there is no body 'az/x'"],
            Refused("""
                { "bodies": [{ "key": "az/a", "kind": "AGENCY", "names": { "az": "A" } },
                  { "key": "az/a", "kind": "AGENCY", "names": { "az": "B" }, "parent": "az/x" }] }
                """));
        RefusedAt("\"executors\": [{ \"agency\": \"az/x\", \"role\": \"LEAD\", \"duty\": \"NAMED\" }]", "executors[0].agency", "there is no body 'az/x'");
    }

    [Fact]
    public void May_name_bodies_that_are_known_beside_them()
    {
        const string json = """{ "priorities": [{ "number": 1, "measures": [{ "id": "1", "number": "1", "executors": [{ "agency": "az/mese-xidmeti", "role": "LEAD", "duty": "NAMED" }] }] }] }""";
        Assert.Equal("line 1: $.priorities[0].measures[0].executors[0].agency: there is no body 'az/mese-xidmeti'", Assert.Single(Refused(json)));
        Assert.NotNull(PlanJson.Read(json, Sample.Names));
    }

    [Fact]
    public void Refuse_a_body_that_belongs_to_itself() =>
        Assert.Equal(
            ["$.bodies[0].parent: 'az/a' belongs to itself", "$.bodies[1].parent: 'az/b' belongs to itself"],
            Refused("""
                { "bodies": [{ "key": "az/a", "kind": "AGENCY", "names": { "az": "A" }, "parent": "az/b" },
                  { "key": "az/b", "kind": "AGENCY", "names": { "az": "B" }, "parent": "az/a" }] }
                """).Select(fault => fault[(fault.IndexOf(": ", StringComparison.Ordinal) + 2)..]));

    [Fact]
    public void Refuse_unknown_roles_duties_kinds_verdicts_and_claims()
    {
        RefusedAt("\"executors\": [{ \"agency\": \"az/a\", \"role\": \"BOSS\", \"duty\": \"NAMED\" }]", "executors[0].role", "'BOSS' is none of LEAD, OTHER, REPORTER");
        RefusedAt("\"executors\": [{ \"agency\": \"az/a\", \"role\": \"LEAD\", \"duty\": \"FUN\" }]", "executors[0].duty", "'FUN' is none of NAMED, DELEGATED, MEMBER, VOLUNTARY");
        RefusedAt("\"executors\": [{ \"agency\": \"az/a\", \"role\": \"REPORTER\", \"duty\": \"NAMED\" }]", "executors[0].duty", "a REPORTER cannot be NAMED");
        RefusedAt("\"verdict\": { \"status\": \"DONE\" }", "verdict.status", "'DONE' is none of UNASSESSED, SCHEDULED, NOT_STARTED, IN_PROGRESS, PARTIALLY_IMPLEMENTED, IMPLEMENTED, NOT_IMPLEMENTED, WITHDRAWN");
        Assert.Equal(["line 1: $.bodies[0].kind: 'X' is none of AGENCY, COLLECTIVE"], Refused("""{ "bodies": [{ "key": "az/a", "kind": "X", "names": { "az": "A" } }] }"""));
    }

    [Fact]
    public void Refuse_claims_without_the_challenges_or_evidence_that_they_need()
    {
        const string executors = "\"executors\": [{ \"agency\": \"az/a\", \"role\": \"LEAD\", \"duty\": \"NAMED\" }], ";
        RefusedAt(executors + "\"reports\": [{ \"period\": \"2030\", \"agency\": \"az/a\", \"claim\": \"LIMITED\" }]", "reports[0].claim", "LIMITED needs challenges");
        RefusedAt(executors + "\"reports\": [{ \"period\": \"2030\", \"agency\": \"az/a\", \"claim\": \"COMPLETE\" }]", "reports[0].claim", "COMPLETE needs evidence");
        Assert.NotNull(PlanJson.Read(Measure(executors + "\"reports\": [{ \"period\": \"2030\", \"agency\": \"az/a\", \"claim\": \"COMPLETE\", \"evidence\": [{ \"url\": \"https://a.example\" }] }]")));
    }

    [Fact]
    public void Refuse_a_report_of_a_body_that_has_no_part_in_the_measure_a_second_one_and_an_empty_one()
    {
        RefusedAt("\"reports\": [{ \"period\": \"2030\", \"agency\": \"az/a\", \"nil\": true }]", "reports[0].agency", "'az/a' reports, but is not among the measure's executors");
        const string executors = "\"executors\": [{ \"agency\": \"az/a\", \"role\": \"LEAD\", \"duty\": \"NAMED\" }], ";
        RefusedAt(executors + "\"reports\": [{ \"period\": \"2030\", \"agency\": \"az/a\", \"nil\": true }, { \"period\": \"2030\", \"agency\": \"az/a\", \"nil\": true }]", "reports[1].agency", "a second report of 'az/a' in '2030'");
        RefusedAt(executors + "\"reports\": [{ \"period\": \"2030\", \"agency\": \"az/a\" }]", "reports[0].parts", "the report says nothing, and is not marked as nil");
    }

    [Fact]
    public void Refuse_references_to_measures_that_are_not_there_or_to_the_measure_itself()
    {
        RefusedAt("\"references\": [\"9.9\"]", "references[0]", "there is no measure '9.9'");
        RefusedAt("\"references\": [\"1.1\"]", "references[0]", "points to the measure itself");
        Assert.NotNull(PlanJson.Read(Measure("\"references\": [\"9.9\"]"), null, new HashSet<string> { "9.9" }));
    }

    [Fact]
    public void Refuse_schedules_that_end_before_they_begin_and_delegations_to_nobody()
    {
        RefusedAt("\"schedule\": { \"from\": 2031, \"to\": 2030 }", "schedule", "2030 comes before 2031");
        RefusedAt("\"delegations\": [{ \"from\": \"az/a\", \"instrument\": \"1\", \"date\": \"2030-01-01\" }]", "delegations[0].to", "is empty");
    }

    [Fact]
    public void Refuse_numbers_twice_and_numbers_that_cannot_be_part_of_a_key()
    {
        Assert.Equal(
            ["line 2: $.priorities[0].measures[1].id: '1.1' stands here for the second time", "line 2: $.priorities[0].measures[1].number: '1.2' stands here for the second time"],
            Refused("""
                { "priorities": [{ "number": 1, "measures": [{ "id": "1.1", "number": "1.2" },
                  { "id": "1.1", "number": "1.2" }] }] }
                """));
        Assert.Equal("line 3: $.priorities[0].measures[0].id: '1/1' is no number of a measure", Assert.Single(Refused(Measure("\"titles\": {}", id: "1/1"))));
    }

    [Fact]
    public void Refuse_periods_that_the_plan_does_not_have_and_dates_out_of_order()
    {
        const string plan = """
            { "plan": { "key": "p", "jurisdiction": "az", "timeZone": "Asia/Baku", "language": "az", "titles": { "az": "P" },
              "periods": [{ "key": "2030", "opens": "2031-01-01T00:00:00+04:00", "due": "2030-01-01T00:00:00+04:00" }] },
              "frames": { "2029": { "preamble": "", "closing": "" } } }
            """;
        Assert.Equal(
            ["line 2: $.plan.periods[0].due: comes before the period opens", "line 3: $.frames['2029']: the plan has no period '2029'"],
            Refused(plan));
        Assert.Contains("$.plan.timeZone: 'Asia/Nowhere' is no time zone", Refused(plan.Replace("Asia/Baku", "Asia/Nowhere"))[0]);
    }

    [Fact]
    public void Refuse_nulls_wherever_something_must_stand()
    {
        foreach (var name in new[] { "bodies", "priorities" })
            Assert.Contains("is missing", Assert.Single(Refused($$"""{ "{{name}}": [null] }""")));
        RefusedAt("\"executors\": [null]", "executors[0]", "is missing");
        RefusedAt("\"titles\": { \"az\": null }", "titles.az", "is missing");
        RefusedAt("\"rows\": { \"2030\": null }", "rows['2030']", "is missing");
        RefusedAt("\"references\": [null]", "references[0]", "is missing");
    }

    [Fact]
    public void That_are_mutated_are_read_or_refused_with_a_cause()
    {
        const string marks = "{}[]\",:\\0nulltrue \n";
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var json = Whole.ToCharArray();
            for (var step = random.Next(1, 4); step > 0; step--)
                json[random.Next(json.Length)] = marks[random.Next(marks.Length)];
            try
            {
                PlanJson.Read(new string(json, 0, random.Next(4) == 0 ? random.Next(json.Length) : json.Length));
            }
            catch (DocumentRefusedException refused)
            {
                Assert.All(refused.Faults, fault => Assert.NotEmpty(fault.Cause));
            }
        }
    }
}
