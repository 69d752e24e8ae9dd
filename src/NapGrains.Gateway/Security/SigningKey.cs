using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace NapGrains.Gateway.Security;

/// <summary>The embedded default's key: 64 random bytes, base64, in a file that only its owner reads.</summary>
public static class SigningKey
{
    /// <summary>Name of the key's file in the data directory.</summary>
    public const string FileName = "signing.key";

    private const int Length = 64;

    /// <summary>Reads the key, or makes it where it is not there yet. Several processes may start at once: one key wins.</summary>
    /// <param name="path">Path of the key's file; its directory is made where needed.</param>
    /// <exception cref="InvalidDataException">The file holds something else than a key.</exception>
    public static SymmetricSecurityKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var turn = WaitForTurn($"{path}.lock");
            if (!File.Exists(path)) Create(path);
        }
        var bytes = new byte[Length];
        if (!Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var written) || written != Length)
            throw new InvalidDataException($"{path} is not a signing key of {Length} bytes in base64.");
        return new SymmetricSecurityKey(bytes);
    }

    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():n}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(draft, options))
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length)));
        // Renamed when whole, so that a crash leaves no half key. A rename alone is no lock: on Unix it replaces what is there.
        File.Move(draft, path);
    }

    // The system lets go of the lock when its process dies, so the file may stay.
    private static FileStream WaitForTurn(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 500)
            {
                Thread.Sleep(20);
            }
        }
    }
}
