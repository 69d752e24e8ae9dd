using GraphQL;

namespace NapGrains.Gateway.Transport.Errors;

/// <summary>
/// Turns exceptions of one part of the system into errors for the client, such as a silo that does not answer into
/// <see cref="ErrorCodes.Unavailable"/>. Register any number; the first that knows the exception decides.
/// </summary>
public interface IErrorTranslator
{
    /// <summary>Translates an exception.</summary>
    /// <param name="exception">What a resolver threw.</param>
    /// <returns>A new error, or null where this translator does not know the exception.</returns>
    ExecutionError? Translate(Exception exception);
}
