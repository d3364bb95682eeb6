using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Databases;

/// <summary>The beginning of a file, read once: what it is, whatever its name.</summary>
internal static class FileHead
{
    /// <summary>Fills a buffer from the front of a file; how much there was.</summary>
    public static int Read(string path, Span<byte> buffer)
    {
        using var file = AppFile.Open(path);
        var read = 0;
        for (int more; read < buffer.Length && (more = RandomAccess.Read(file, buffer[read..], read)) > 0;)
        {
            read += more;
        }

        return read;
    }

    /// <summary>Whether a file is there and begins with one of these.</summary>
    public static bool Starts(string path, params ReadOnlySpan<byte[]> magics)
    {
        if (FileStatus.Find(path) is not { Kind: FileKind.File })
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        bytes = bytes[..Read(path, bytes)];
        foreach (var magic in magics)
        {
            if (bytes.StartsWith(magic))
            {
                return true;
            }
        }

        return false;
    }
}
