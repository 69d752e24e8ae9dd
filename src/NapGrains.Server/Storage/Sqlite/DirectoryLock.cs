namespace NapGrains.Server.Storage.Sqlite;

/// <summary>
/// Keeps a data directory for one process. The operating system holds the lock, so it also ends with a process that was killed.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Takes the directory, creating it for its owner alone where it is missing.</summary>
    /// <exception cref="StoreException">Another process has it, or it cannot be written.</exception>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                $"The data directory {directory} cannot be created: {e.Message} Create it and let this user write to it, or set Nap:DataDirectory to another directory.", e);
        }

        var path = Path.Combine(directory, "nap.lock");
        try
        {
            return new DirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException(
                $"The data directory {directory} cannot be written by this user: {e.Message} Give it to this user, or set Nap:DataDirectory to another directory.", e);
        }
        catch (IOException e)
        {
            throw new StoreException(
                $"The data directory {directory} is in use by another NapGrains process ({path}: {e.Message}). Stop that process, or set Nap:DataDirectory to another directory, or Nap:Storage to Postgres to run several processes on the same data.", e);
        }
    }

    public void Dispose() => file.Dispose();

    private static void CreateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
