using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// A command of a script that scales apps down to nothing, so that their files are still. What only pauses a rollout or who applies it stops no pod.
/// </summary>
/// <param name="Words">What is said to it, but for where its apps are.</param>
internal sealed record AppStop(IReadOnlyList<string> Words)
{
    private static readonly string[] Locating = ["-n", "--namespace", "--context", "--kubeconfig"];

    private static readonly string[] Selecting = ["-l", "--selector", "--all", "-f", "--filename"];

    /// <summary>What a command stops; null when it stops nothing.</summary>
    public static AppStop? Of(ShellCommand command)
    {
        if (!ShippedOperators.Commands.Stops.Contains(command.Program, StringComparer.Ordinal))
        {
            return null;
        }

        string[] words = [.. command.Arguments];
        var isScaled = words.Contains("scale", StringComparer.Ordinal)
            && (words.Contains("--replicas=0", StringComparer.Ordinal)
                || (Array.IndexOf(words, "--replicas") is >= 0 and var at && at + 1 < words.Length && words[at + 1] is "0"));
        return isScaled || (words.Contains("patch", StringComparer.Ordinal) && Array.Exists(words, SetsNone)) ? new AppStop(Named(words)) : null;
    }

    /// <summary>Whether an app is among what it stops: by its name, or by what only the cluster can tell.</summary>
    public bool Reaches(Workload app) => Words.Any(word =>
        string.Equals(word[(word.LastIndexOf('/') + 1)..], app.Name, StringComparison.Ordinal)
        || word.Contains('$', StringComparison.Ordinal)
        || Selecting.Any(option => string.Equals(word.Split('=')[0], option, StringComparison.Ordinal)));

    /// <summary>A namespace is often called as an app in it is.</summary>
    private static string[] Named(string[] words) =>
    [
        .. words.Where((word, at) => !Locating.Contains(word.Split('=')[0], StringComparer.Ordinal)
            && (at == 0 || !Locating.Contains(words[at - 1], StringComparer.Ordinal))),
    ];

    private static bool SetsNone(string word) =>
        word.Replace("\"", string.Empty, StringComparison.Ordinal).Replace(" ", string.Empty, StringComparison.Ordinal) is var bare
        && (bare.Contains("replicas:0}", StringComparison.Ordinal)
            || bare.Contains("replicas:0,", StringComparison.Ordinal)
            || bare.Contains("/spec/replicas,value:0}", StringComparison.Ordinal));
}
