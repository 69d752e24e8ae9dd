namespace NapGrains.Gateway.Pages;

/// <summary>Stands in for a page that is not there.</summary>
internal sealed class NotFoundPage : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.NotFound;

    /// <summary>Asked for by its own address it is not there either.</summary>
    public void OnGet() => Response.StatusCode = Response.StatusCode == 200 ? 404 : Response.StatusCode;
}
