namespace NapGrains.Tests.Documents;

/// <summary>Published files that are no part of the repository.</summary>
internal static class SharedFile
{
    /// <summary>
    /// Where a file is: at the place that a variable names, else in the folder <c>shared</c> beside the repository. Skips the calling
    /// test where it is not at hand; continuous integration must have it.
    /// </summary>
    public static string Locate(string variable, string file)
    {
        var path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : BesideTheRepository(file);
        if (path is not null && File.Exists(path))
            return path;
        var reason = $"{file} is not at hand: set {variable}, or put it into the folder 'shared' beside the repository";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }

    private static string? BesideTheRepository(string file)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NapGrains.sln")))
                return Path.Combine(folder.FullName, "..", "shared", file);
        }

        return null;
    }
}
