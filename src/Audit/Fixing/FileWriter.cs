using System.Text;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Fixing;

/// <summary>Puts a changed text in the place of a file: all of it or nothing, with the file's own mode and byte order mark.</summary>
internal static class FileWriter
{
    public static void Write(FixedFile file)
    {
        var hasMark = File.ReadAllBytes(file.Path).AsSpan().StartsWith(Encoding.UTF8.Preamble);
        WholeFile.Write(file.Path, [.. hasMark ? Encoding.UTF8.Preamble : default, .. Encoding.UTF8.GetBytes(file.After)]);
    }
}
