using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NapGrains.Cli;

namespace NapGrains.Tests.Cli;

public sealed class TokenTests : IDisposable
{
    private readonly WorkingDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_token_is_one_that_the_embedded_issuer_takes()
    {
        var run = await Token("--role", "reporter", "--agency", "az/maliyye-nazirliyi", "--agency", "az/edliyye-nazirliyi", "--plan", "p", "--expires", "30m");
        var checkedToken = await new JsonWebTokenHandler().ValidateTokenAsync(run.Output.TrimEnd('\n'), new TokenValidationParameters
        {
            ValidIssuer = "napgrains",
            ValidAudience = "napgrains",
            IssuerSigningKey = new SymmetricSecurityKey(_files.Key),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireExpirationTime = true,
        });

        Assert.True(checkedToken.IsValid, checkedToken.Exception?.Message);
        var token = (JsonWebToken)checkedToken.SecurityToken;
        Assert.Equal("reporter", token.GetPayloadValue<string>("role"));
        Assert.Equal(["az/maliyye-nazirliyi", "az/edliyye-nazirliyi"], token.GetPayloadValue<string[]>("agency"));
        Assert.Equal("p", token.GetPayloadValue<string>("plan"));
        Assert.Equal(token.ValidFrom, token.IssuedAt);
        Assert.Equal(TimeSpan.FromMinutes(30), token.ValidTo - token.ValidFrom);
        Assert.NotEmpty(token.Subject);
        Assert.NotEmpty(token.Id);
        Assert.Equal((ExitCode.Done, "", 1), (run.ExitCode, run.Error, run.Output.Count(letter => letter == '\n')));
    }

    [Fact]
    public async Task One_agency_is_a_text_and_bounds_the_reporter_to_its_jurisdiction()
    {
        var token = new JsonWebToken((await Token("--role", "reporter", "--agency", "az/maliyye-nazirliyi")).Output.Trim());

        Assert.Equal("az/maliyye-nazirliyi", token.GetPayloadValue<string>("agency"));
        Assert.Equal("az", token.GetPayloadValue<string>("jurisdiction"));
        Assert.Equal(TimeSpan.FromHours(8), token.ValidTo - token.ValidFrom);
    }

    [Fact]
    public async Task An_assessors_token_carries_the_name()
    {
        var token = new JsonWebToken((await Token("--role", "assessor", "--assessor", "ti", "--jurisdiction", "az", "--subject", "me")).Output.Trim());

        Assert.Equal("ti", token.GetPayloadValue<string>("assessor"));
        Assert.Equal("az", token.GetPayloadValue<string>("jurisdiction"));
        Assert.Equal("me", token.Subject);
    }

    [Fact]
    public async Task Two_tokens_have_two_ids()
    {
        var first = new JsonWebToken((await Token("--role", "admin")).Output.Trim());
        var second = new JsonWebToken((await Token("--role", "admin")).Output.Trim());

        Assert.NotEqual(first.Id, second.Id);
    }

    [Theory]
    [InlineData("--agency", "--role", "reporter")]
    [InlineData("slash", "--role", "reporter", "--agency", "maliyye")]
    [InlineData("--assessor", "--role", "assessor", "--plan", "p")]
    [InlineData("king", "--role", "king")]
    [InlineData("--role")]
    [InlineData("8h", "--role", "admin", "--expires", "8")]
    [InlineData("8h", "--role", "admin", "--expires", "0h")]
    [InlineData("8h", "--role", "admin", "--expires", "999999999d")]
    public async Task A_token_that_could_do_nothing_is_not_made(string named, params string[] args)
    {
        var run = await Token(args);

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(named, run.Error);
    }

    [Theory]
    [InlineData("Nap__DataDirectory")]
    [InlineData("NAP_DATA_DIRECTORY")]
    public async Task The_data_directory_may_stand_in_the_environment(string variable)
    {
        var run = await NapRun.With(new() { [variable] = _files.Path }, ["token", "--role", "admin"]);

        Assert.Equal(ExitCode.Done, run.ExitCode);
    }

    [Fact]
    public async Task A_missing_key_says_who_makes_it_and_where_it_was_looked_for()
    {
        File.Delete(_files["signing.key"]);
        var run = await Token("--role", "admin");

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains($"There is no signing key at {_files["signing.key"]}: the server makes it on its first start.", run.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    public async Task A_file_that_is_no_key_is_not_signed_with(string content)
    {
        _files.Write("signing.key", content);
        var run = await Token("--role", "admin");

        Assert.Equal((ExitCode.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains("is not a signing key", run.Error);
    }

    private Task<NapRun> Token(params string[] args) => NapRun.Of(["token", .. args, "--data-directory", _files.Path]);
}
