using System.Collections.Immutable;
using NapGrains.Documents;
using NapGrains.Gateway.Exchange;
using NapGrains.Gateway.Schema;

namespace NapGrains.Gateway.Downloads;

/// <summary>Everything that can be downloaded of one state of a plan.</summary>
/// <param name="Archive">All files in one.</param>
/// <param name="Files">The files: documents, then the licence, then the checksums.</param>
internal sealed record PlanDownloads(Download Archive, ImmutableArray<Download> Files)
{
    private const string Text = "text/plain; charset=utf-8";

    /// <summary>A file by its name.</summary>
    public Download? Named(string name) => Files.Prepend(Archive).FirstOrDefault(download => download.File.Name == name);

    /// <summary>Makes the files; the same state gives the same bytes.</summary>
    public static async Task<PlanDownloads> Of(PlanScope scope, PlanExports exports, DownloadOptions options)
    {
        var periods = SummaryExport.Published(scope.Snapshot).ToList();
        var files = ImmutableArray.CreateBuilder<Download>();
        foreach (var format in DownloadFormat.All)
        {
            foreach (var period in (format.Whole ? [null] : Array.Empty<string?>()).Concat(format.PerPeriod ? periods : []))
            {
                files.Add(new((await exports.File(scope, period, format.Format))!));
            }
        }

        files.Add(new(PlanFile.OfText("LICENCE.txt", Text, LicenceStatement.Of(scope, options))));
        // As sha256sum writes it: two blanks, one line a file.
        files.Add(new(PlanFile.OfText("SHA256SUMS", Text, string.Concat(files.Select(download => $"{download.Sha256}  {download.File.Name}\n")))));
        return new(
            new(new($"{scope.Key}.zip", "application/zip", ZipFile.Pack(files.Select(download => (download.File.Name, download.File.Content))))),
            files.ToImmutable());
    }
}
