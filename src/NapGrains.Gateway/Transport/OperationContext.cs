using GraphQL;
using NapGrains.Gateway.Security;

namespace NapGrains.Gateway.Transport;

/// <summary>What resolvers know beside their arguments: the GraphQL user context, the same over HTTP, event stream and socket.</summary>
/// <param name="caller">Who asks.</param>
public sealed class OperationContext(Caller caller) : Dictionary<string, object?>
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; } = caller;
}

/// <summary>Reads what an operation knows from a resolver's context.</summary>
public static class OperationContextExtensions
{
    /// <summary>Who asks.</summary>
    /// <param name="context">The resolver's context.</param>
    public static Caller Caller(this IResolveFieldContext context) =>
        context.UserContext is OperationContext operation ? operation.Caller : Security.Caller.Anonymous;
}

/// <summary>Marks a <see cref="Caller"/> parameter of a resolver method: it is who asks, not an argument of the field.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromCallerAttribute : GraphQLAttribute
{
    /// <inheritdoc/>
    public override void Modify(GraphQL.Types.ArgumentInformation argumentInformation) =>
        argumentInformation.SetDelegate(context => context.Caller());
}
