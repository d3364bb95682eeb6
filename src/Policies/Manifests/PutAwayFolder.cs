using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What people call the folders of what is not deployed: it is for readers or for tests, or was put away.</summary>
public static class PutAwayFolder
{
    private static readonly FrozenSet<string> Retired = FrozenSet.ToFrozenSet(
        ["archive", "archived", "deprecated", "disabled", "inactive", "no_deploy", "obsolete", "old", "retired", "unused"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Endings = ["-archived", "_archived", "-old", "_old"];

    private static readonly FrozenSet<string> ForReaders = FrozenSet.ToFrozenSet(
        ["docs", "doc", "documentation", "examples", "example", "experiments", "hack", "samples", "scratch", "tests", "testdata"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a folder is one of them, or below one.</summary>
    public static bool Holds(string folder) => Parts(folder).Any(name => IsRetired(name) || ForReaders.Contains(name));

    /// <summary>Whether a folder is one of what was deployed once, or below one.</summary>
    public static bool HoldsRetired(string folder) => Parts(folder).Any(IsRetired);

    private static bool IsRetired(string name) => Retired.Contains(name) || Endings.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Parts(string folder) => folder.Split('/').Select(name => name.TrimStart('_', '.'));
}
