using System.Text;
using GraphQL;
using GraphQL.Types;
using Microsoft.AspNetCore.Http;

namespace NapGrains.Gateway.Transport.Http;

/// <summary>The schema as a file, printed once; public whether introspection is on or off.</summary>
internal sealed class SchemaDocument(ISchema schema)
{
    private readonly byte[] _text = Encoding.UTF8.GetBytes(
        schema.Print(new() { IncludeDescriptions = true, StringComparison = StringComparison.Ordinal }).ReplaceLineEndings("\n").TrimEnd() + "\n");

    /// <summary>Sends it.</summary>
    public async Task Send(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        await context.Response.BodyWriter.WriteAsync(_text, context.RequestAborted);
    }
}
