using System.Globalization;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Databases;

/// <summary>Why something of the app could not be read, and which user could.</summary>
internal static class Unreadable
{
    public static string Reason(string path, Exception trouble)
    {
        try
        {
            return trouble is UnauthorizedAccessException || FileStatus.Find(path) is { } status && !MayRead(path, status.Kind)
                ? Denied(FileStatus.Find(path))
                : trouble.Message;
        }
        catch (IOException)
        {
            return trouble.Message;
        }
    }

    private static string Denied(FileStatus? status) => status is { } found
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"not readable by UID {Native.EffectiveUser()}: it belongs to UID {found.User}, GID {found.Group} with "
                + $"mode {Convert.ToString(found.Mode, 8)}; run the backup as UID {found.User}")
        : string.Create(CultureInfo.InvariantCulture, $"not readable by UID {Native.EffectiveUser()}; run the backup as the app's user");

    private static bool MayRead(string path, FileKind kind)
    {
        if (kind != FileKind.File)
        {
            return true;
        }

        try
        {
            using var file = AppFile.Open(path);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
