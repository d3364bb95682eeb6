using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a command of a script removes: only what it surely does, for most scripts remove what is old.</summary>
internal static class JobRemovals
{
    private const string Deleting = "-delete";

    private static readonly BackupOperator Known = ShippedOperators.Commands;

    /// <summary>What says how deep find looks, and for which sort of file, and leaves out nothing by its name or its age.</summary>
    private static readonly string[] Unasked = ["-mindepth", "-maxdepth", "-type"];

    /// <summary>The places whose files are gone after a command, all of them.</summary>
    public static IEnumerable<CopyPlace.InVolume> Of(ShellCommand command, JobPaths paths)
    {
        string[] arguments = [.. command.Arguments];
        var removed = Known.Removers.Contains(command.Program, StringComparer.Ordinal) ? arguments.Where(a => !a.StartsWith('-'))
            : Known.Movers.Contains(command.Program, StringComparer.Ordinal) ? arguments.Where(a => !a.StartsWith('-')).SkipLast(1)
            : command.Program is "find" ? Found(arguments)
            : [];
        return removed.Select(paths.Target).OfType<CopyPlace.InVolume>().Where(p => p.Pattern.Length == 0 || CopyPattern.IsAll(p.Pattern));
    }

    /// <summary>Whether what was copied to a place is gone once another is removed.</summary>
    public static bool Takes(CopyPlace.InVolume removed, CopyPlace to) =>
        to is CopyPlace.InVolume copy
        && string.Equals(removed.Name, copy.Name, StringComparison.Ordinal)
        && (removed.Path.Length == 0 || MountPath.Contains($"/{removed.Path}", $"/{copy.Path}"));

    private static string[] Found(string[] arguments)
    {
        var folders = arguments.TakeWhile(a => !a.StartsWith('-')).ToArray();
        for (var i = folders.Length; i < arguments.Length; i++)
        {
            if (Unasked.Contains(arguments[i], StringComparer.Ordinal))
            {
                i++;
            }
            else if (arguments[i] is not Deleting)
            {
                return [];
            }
        }

        return arguments.Contains(Deleting, StringComparer.Ordinal) ? folders : [];
    }
}
