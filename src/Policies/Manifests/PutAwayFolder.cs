using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What people call the folders of what is not deployed: it is for readers or for tests, or was put away.</summary>
public static class PutAwayFolder
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            "docs", "doc", "documentation", "examples", "example", "samples", "archive", "archived", "deprecated", "disabled", "unused", "tests", "testdata",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a folder is one of them, or below one.</summary>
    public static bool Holds(string folder) => folder.Split('/').Any(name => Names.Contains(name.TrimStart('_', '.')));
}
