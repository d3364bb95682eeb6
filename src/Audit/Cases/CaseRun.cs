using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Audit.Cases;

/// <summary>Asks a case what it asks, and compares the answer with the expected one.</summary>
public static class CaseRun
{
    /// <summary>The image of this program in what a case puts into pods.</summary>
    public const string Image = "homelab-storage";

    /// <summary>What becomes of a case.</summary>
    /// <param name="folder">The case.</param>
    /// <param name="usual">The policy of cases that have none of their own.</param>
    /// <param name="now">When it is asked.</param>
    public static CaseOutcome Of(CaseFolder folder, StoragePolicy usual, DateTimeOffset now)
    {
        var scene = CaseScene.Of(folder, usual, now);
        return scene.Wrong.Count > 0 ? new CaseOutcome.Wrong(scene.Wrong)
            : folder.IsOfChange ? PatchCase.Of(scene)
            : VerdictCase.Of(scene);
    }

    /// <summary>What <c>explain</c> says is known of a case's object, without the answers of rules and the verdict.</summary>
    public static string Known(CaseFolder folder, StoragePolicy usual, DateTimeOffset now) => KnownText.Of(CaseScene.Of(folder, usual, now));

    /// <summary>The difference of a file, if there is one.</summary>
    internal static IEnumerable<Difference> Compare(string file, string got)
    {
        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        return string.Equals(expected, got, StringComparison.Ordinal) ? [] : [new Difference(file, expected, got)];
    }
}
