using System.CommandLine;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Commands;

/// <summary>An option that names a folder which must be there.</summary>
internal static class FolderCheck
{
    public static void Add(Command command, Option<string> folder) => command.Validators.Add(result =>
    {
        if (result.GetValue(folder) is { } written && !Directory.Exists(written))
        {
            result.AddError($"{folder.Name} {written}: there is no such folder");
        }
    });

    /// <summary>Whether a path is a folder or lies in it, both as the kernel sees them.</summary>
    public static bool LiesIn(string path, string folder) =>
        string.Equals(path, folder, StringComparison.Ordinal) || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    /// <summary>The folder that was written, absolute, without a link on its way and without a slash at its end.</summary>
    public static string Get(ParseResult parsed, Option<string> folder) => Native.RealFolder(parsed.GetValue(folder)!);
}
