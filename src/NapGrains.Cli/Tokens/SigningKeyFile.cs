using Microsoft.IdentityModel.Tokens;

namespace NapGrains.Cli.Tokens;

/// <summary>The server's own signing key: 64 bytes in base64, made by the server at its first start.</summary>
internal static class SigningKeyFile
{
    private const string FileName = "signing.key";
    private const int Length = 64;

    /// <summary>Reads the key.</summary>
    /// <exception cref="CommandFailedException">It is not there, cannot be read, or is no key.</exception>
    public static SymmetricSecurityKey Read(DataDirectory directory)
    {
        var path = Path.Combine(directory.Path, FileName);
        string text;
        try
        {
            text = File.ReadAllText(path).Trim();
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(
                ExitCode.Usage,
                $"There is no signing key at {path}: the server makes it on its first start.",
                "Start the server, or name its data directory with --data-directory or NAP_DATA_DIRECTORY, or give a token with --token or NAP_TOKEN.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"The signing key at {path} cannot be read: {unreadable.Message}");
        }

        var key = new byte[Length];
        return Convert.TryFromBase64String(text, key, out var written) && written == Length
            ? new SymmetricSecurityKey(key)
            : throw new CommandFailedException(ExitCode.Usage, $"{path} is not a signing key of {Length} bytes in base64.");
    }
}
