using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Schema.Errors;
using NapGrains.Gateway.Schema.Events;
using NapGrains.Gateway.Schema.History;
using NapGrains.Gateway.Schema.Scalars;
using NapGrains.Gateway.Transport.Errors;
using NapGrains.Gateway.Transport.Limits;
using NapGrains.Gateway.Views;
using NapGrains.Gateway.Views.Search;

namespace NapGrains.Gateway.Schema;

/// <summary>The public contract: every type is a class of this folder, its descriptions are the class's documentation.</summary>
public sealed class NapSchema : GraphQL.Types.Schema
{
    static NapSchema() => GlobalSwitches.EnableReadDescriptionFromXmlDocumentation = true;

    /// <summary>Builds the schema.</summary>
    public NapSchema(IServiceProvider services)
        : base(services)
    {
        Description = "Follows whether a national action plan is carried out: plans, priorities, measures, agencies, and their reports.";
        RegisterTypeMapping(typeof(DateOnly), typeof(DateScalar));
        RegisterTypeMapping(typeof(DateTimeOffset), typeof(DateTimeScalar));
        RegisterTypeMapping(typeof(FeedCursor), typeof(CursorScalar));
        RegisterType(typeof(AutoRegisteringObjectGraphType<RuleBroken>));
        RegisterType(typeof(AutoRegisteringObjectGraphType<RevisionConflict>));
        RegisterType(typeof(AutoRegisteringObjectGraphType<DocumentRefused>));
        Query = new AutoRegisteringObjectGraphType<Query>();
        Mutation = new AutoRegisteringObjectGraphType<Mutation>();
        Subscription = new AutoRegisteringObjectGraphType<PlanEvents>();
    }
}

/// <summary>Adds the schema and what its resolvers need.</summary>
public static class NapSchemaRegistration
{
    /// <summary>Adds the schema, the engine, and the read-only views of plans.</summary>
    /// <param name="services">Where to add them.</param>
    public static IServiceCollection AddNapSchema(this IServiceCollection services)
    {
        services.AddGraphQL(graphql => graphql
            .AddSelfActivatingSchema<NapSchema>()
            .AddAutoClrMappings()
            .AddSystemTextJson());
        services.AddSingleton<PlanViews>();
        services.AddSingleton<SearchViews>();
        services.AddSingleton<Verifications>();
        services.AddSingleton<IListSizes, PlanListSizes>();
        services.AddSingleton<IErrorTranslator, GrainFaults>();
        return services;
    }
}
