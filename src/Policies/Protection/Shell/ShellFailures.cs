using System.Buffers;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Whether a script looks at how its commands end.</summary>
internal static class ShellFailures
{
    /// <summary>A script that looks at how a command ended, or ends badly by itself, is trusted to do so where it matters.</summary>
    private static readonly SearchValues<string> Looks = SearchValues.Create(
        ["$?", "PIPESTATUS", "exit $", "return $", "exit 1", "exit 2", "exit 3", "return 1", "return 2", " ERR", "$rc", "die ", "fail ", "abort "],
        StringComparison.Ordinal);

    /// <summary>Whether it does anywhere.</summary>
    public static bool AreLookedAt(string script) => script.AsSpan().IndexOfAny(Looks) >= 0;
}
