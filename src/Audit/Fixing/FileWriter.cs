using System.Text;

namespace HomelabStorage.Audit.Fixing;

/// <summary>Puts a changed text in the place of a file: all of it or nothing, with the file's own mode and byte order mark.</summary>
internal static class FileWriter
{
    public static void Write(FixedFile file)
    {
        var target = Path.GetFullPath(file.Path);
        if (new FileInfo(target).LinkTarget is { } elsewhere)
        {
            throw new IOException($"it is a link to {elsewhere}; name the file itself");
        }

        var hasMark = File.ReadAllBytes(target).AsSpan().StartsWith(Encoding.UTF8.Preamble);
        var beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }

                stream.Write(hasMark ? Encoding.UTF8.Preamble : default);
                stream.Write(Encoding.UTF8.GetBytes(file.After));
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
