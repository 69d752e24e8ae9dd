using GraphQL;
using Microsoft.AspNetCore.Http;
using NapGrains.Gateway.Transport.Errors;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>A request that HTTP itself refuses, before there is an operation to run.</summary>
internal sealed class HttpRefusal(int status, ExecutionError error) : Exception(error.Message)
{
    public int Status { get; } = status;

    public ExecutionError Error { get; } = error;

    public static HttpRefusal BadRequest(string message) =>
        new(StatusCodes.Status400BadRequest, RequestErrors.BadUserInput(message));
}
