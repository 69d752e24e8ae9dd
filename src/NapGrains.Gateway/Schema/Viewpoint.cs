using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using NapGrains.Gateway.Transport;
using NapGrains.Gateway.Views;
using NapGrains.Grains;

namespace NapGrains.Gateway.Schema;

/// <summary>From where an operation sees the system: the plans, the grains, the clock, and on whose behalf.</summary>
/// <param name="Views">Plans and registers, read-only.</param>
/// <param name="Grains">The grains.</param>
/// <param name="Time">The clock.</param>
/// <param name="Actor">Who asks.</param>
public sealed record Viewpoint(PlanViews Views, IGrainFactory Grains, TimeProvider Time, Actor Actor)
{
    /// <summary>A plan, or null where there is no such plan.</summary>
    public async ValueTask<PlanScope?> Plan(string key) => await Views.Plan(key) is { } snapshot ? new(this, snapshot) : null;

    internal static Viewpoint Of(IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        return new(
            services.GetRequiredService<PlanViews>(),
            services.GetRequiredService<IGrainFactory>(),
            services.GetRequiredService<TimeProvider>(),
            context.Caller().Actor);
    }
}

/// <summary>Marks a <see cref="Viewpoint"/> parameter of a resolver method: it comes with the request and is no argument.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FromViewpointAttribute : GraphQLAttribute
{
    /// <inheritdoc/>
    public override void Modify(ArgumentInformation argumentInformation) => argumentInformation.SetDelegate(Viewpoint.Of);
}
