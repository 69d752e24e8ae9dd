using NapGrains.Gateway.Schema.Errors;
using ErrorCode = NapGrains.Gateway.Schema.Errors.ErrorCode;

namespace NapGrains.Gateway.Schema.Amendments;

/// <summary>What is wrong with an amendment, and where in its input.</summary>
/// <param name="Code">The rule.</param>
/// <param name="Message">What to do.</param>
/// <param name="Path">Where.</param>
internal sealed record AmendmentFault(ErrorCode Code, string Message, params string[] Path)
{
    public IUserError AsUserError() => new RuleBroken(Code, Message, ["input", .. Path]);
}
