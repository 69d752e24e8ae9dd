namespace NapGrains.Gateway.Pages;

/// <summary>Stands in for a page that could not be made; what went wrong is in the log alone.</summary>
internal sealed class ErrorPage : NapPage
{
    /// <inheritdoc/>
    public override string Title => Words.Failure;
}
