using GraphQLParser;
using GraphQLParser.AST;

namespace NapGrains.Tests.Api;

/// <summary>
/// What the design fixed of the public contract before there was a schema: names and nullability that clients build on. A
/// field that comes with a later step is added here with it.
/// </summary>
internal static class CoreContract
{
    /// <summary>The promise.</summary>
    public const string Sdl = """
        type Query {
          node(id: ID!): Node
          viewer: Viewer!
          plans(first: Int, after: String): PlanConnection!
          plan(key: String!): Plan
          measure(plan: String!, number: String!): Measure
          measures(plan: String!, where: MeasureFilter, orderBy: MeasureOrder, first: Int, after: String): MeasureConnection!
          agency(key: String, name: String, jurisdiction: String): Agency
          agencies(where: AgencyFilter, first: Int, after: String): AgencyConnection!
          search(text: String!, plan: String, first: Int, after: String): SearchHitConnection!
          operation(id: ID!): Operation
        }
        type Plan { id: ID! key: String! title(language: String): String! jurisdiction: String! timeZone: String! version: Int! cursor: Cursor!
          priorities: [Priority!]! periods: [Period!]! summary(period: String): Summary!
          agencies(first: Int, after: String): AgencyConnection! events(after: Cursor, first: Int): PlanEventConnection! }
        type Priority { id: ID! number: Int! title(language: String): String! plan: Plan!
          measures(where: MeasureFilter, first: Int, after: String): MeasureConnection! summary(period: String): Summary! }
        type Measure { id: ID! number: String! formerNumbers: [String!]! title(language: String): String! shortTitle(language: String): String!
          plan: Plan! priority: Priority! schedule: Schedule deadline: Date continuous: Boolean!
          verdict: Verdict! provisionalClaim: Claim timeliness: Timeliness!
          assignments(where: AssignmentFilter, first: Int, after: String): AssignmentConnection!
          reports(period: String, first: Int, after: String): ReportConnection!
          delegations: [Delegation!]! references: [Measure!]! referencedBy: [Measure!]! figures: [Figure!]! }
        type Assignment { id: ID! measure: Measure! agency: Agency! role: ExecutorRole! duty: Duty! recommended: Boolean!
          wording: String delegation: Delegation reportState(period: String!): ReportState!
          report(period: String!): Report reports(first: Int, after: String): ReportConnection! }
        type Report { id: ID! measure: Measure! agency: Agency period: Period! state: ReportState! claim: Claim nil: Boolean! extraordinary: Boolean!
          narrative(language: String): String summary(language: String): String wording: String
          challenges: String evidence: [Evidence!]! figures: [Figure!]! references: [Measure!]! revision: Int!
          revisions(first: Int, after: String): RevisionConnection! submittedAt: DateTime }
        type Agency { id: ID! key: String! name(language: String): String! aliases: [String!]! kind: AgencyKind! parent: Agency jurisdiction: String!
          assignments(where: AssignmentFilter, first: Int, after: String): AssignmentConnection!
          reports(plan: String, period: String, first: Int, after: String): ReportConnection!
          summary(plan: String, period: String, role: ExecutorRole): Summary! }
        type Delegation { measure: Measure! from: Agency! to: [Agency!]! instrument: String! date: Date! }
        type Schedule { from: Int! to: Int! }
        type Verdict { status: MeasureStatus! reason: String source: String effectiveAt: DateTime }
        type Summary { total: Int! cells: [SummaryCell!]! byStatus: [StatusCount!]! implementedOfDue: Fraction! implementedOfAll: Fraction!
          reportingCoverage: Fraction! bindingCoverage: Fraction! voluntaryReports: Int! overdue: Fraction! asOf: DateTime! planVersion: Int! }
        type SummaryCell { status: MeasureStatus! timeliness: Timeliness! role: ExecutorRole count: Int! }
        type StatusCount { status: MeasureStatus! count: Int! }
        type Fraction { numerator: Int! denominator: Int! value: Float }
        type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
        type MeasureConnection { edges: [MeasureEdge!]! nodes: [Measure!]! pageInfo: PageInfo! totalCount: Int! }
        type MeasureEdge { cursor: String! node: Measure! }
        input MeasureFilter { priority: Int, status: [MeasureStatus!], timeliness: [Timeliness!], agency: String, role: [ExecutorRole!],
          recommended: Boolean, delegatedTo: String, reportedIn: String, notReportedIn: String, text: String }
        input AssignmentFilter { plan: String, role: [ExecutorRole!], duty: [Duty!], recommended: Boolean, agency: String, state: [ReportState!], period: String }
        input AgencyFilter { plan: String, jurisdiction: String, kind: AgencyKind, role: ExecutorRole, reportedIn: String, notReportedIn: String,
          neverExecutor: Boolean, text: String }
        type Mutation {
          submitReport(input: SubmitReportInput!): SubmitReportPayload!
          acceptReport(input: AcceptReportInput!): AcceptReportPayload!
          giveVerdict(input: GiveVerdictInput!): GiveVerdictPayload!
          importDocument(input: ImportDocumentInput!): ImportDocumentPayload!
        }
        interface UserError { code: ErrorCode! message: String! path: [String!] }
        type RevisionConflict { code: ErrorCode! message: String! path: [String!] currentRevision: Int! }
        type SubmitReportPayload { report: Report errors: [UserError!]! }
        type AcceptReportPayload { report: Report errors: [UserError!]! }
        type GiveVerdictPayload { measure: Measure errors: [UserError!]! }
        type ImportDocumentPayload { operation: Operation errors: [UserError!]! }
        input SubmitReportInput { operationId: ID!, plan: String!, measure: String!, agency: String!, period: String!, claim: Claim, nil: Boolean,
          narrative: [TextInput!]!, challenges: String, evidence: [EvidenceInput!], figures: [FigureInput!], expectedRevision: Int }
        input TextInput { language: String!, text: String! }
        input AcceptReportInput { operationId: ID!, plan: String!, measure: String!, agency: String!, period: String!, expectedRevision: Int }
        input GiveVerdictInput { operationId: ID!, plan: String!, measure: String!, status: MeasureStatus!, reason: String!, source: String, effectiveAt: DateTime }
        input ImportDocumentInput { operationId: ID!, plan: String!, period: String, format: DocumentFormat!, document: String!, dryRun: Boolean }
        type Subscription { planEvents(plan: String!, after: Cursor, where: PlanEventFilter): PlanEvent! }
        type PlanEvent { cursor: Cursor! at: DateTime! kind: PlanEventKind! measure: Measure agency: Agency priority: Priority period: String
          from: String to: String summary: String! }
        """;

    /// <summary>Every field of a schema as <c>Type.field: Kind</c> and every argument as <c>Type.field(argument): Kind</c>.</summary>
    public static IEnumerable<string> FieldsOf(string sdl) => Parser.Parse(sdl).Definitions.SelectMany(definition => definition switch
    {
        GraphQLObjectTypeDefinition type => type.Fields!.Items.SelectMany(member => Of(type.Name, member)),
        GraphQLInterfaceTypeDefinition shared => shared.Fields!.Items.SelectMany(member => Of(shared.Name, member)),
        GraphQLInputObjectTypeDefinition input => input.Fields!.Items.Select(member => $"{input.Name.StringValue}.{member.Name.StringValue}: {Kind(member.Type)}"),
        _ => [],
    });

    private static IEnumerable<string> Of(GraphQLName type, GraphQLFieldDefinition member) => (member.Arguments?.Items ?? [])
        .Select(argument => $"{type.StringValue}.{member.Name.StringValue}({argument.Name.StringValue}): {Kind(argument.Type)}")
        .Prepend($"{type.StringValue}.{member.Name.StringValue}: {Kind(member.Type)}");

    private static string Kind(GraphQLType type) => type switch
    {
        GraphQLNonNullType required => $"{Kind(required.Type)}!",
        GraphQLListType list => $"[{Kind(list.Type)}]",
        GraphQLNamedType named => named.Name.StringValue,
        _ => throw new InvalidOperationException($"{type.Kind} is no type"),
    };
}
