using System.Text;
using HomelabStorage.Audit.Reading;

namespace HomelabStorage.Audit.Output;

/// <summary>Puts a text in the place of a file, or where none is yet: all of it or nothing, with the mode the file has.</summary>
internal static class WholeFile
{
    /// <summary>Writes a text as UTF-8.</summary>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes some bytes.</summary>
    /// <exception cref="IOException">It is a link, no file, in no folder, or cannot be written; then it is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var target = Path.GetFullPath(path);
        if (new FileInfo(target).LinkTarget is { } elsewhere)
        {
            throw new IOException($"it is a link to {elsewhere}; name the file itself");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new IOException($"there is no folder {Path.GetDirectoryName(path)}");
        }

        var isThere = File.Exists(target) || Directory.Exists(target);
        if (isThere && FileKinds.Of(target) is not (FileKind.Regular or FileKind.Empty))
        {
            throw new IOException("it is there, and no file");
        }

        var beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                if (isThere && !OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }

                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            if (Directory.Exists(Path.GetDirectoryName(beside)))
            {
                File.Delete(beside);
            }
        }
    }
}
