namespace HomelabStorage.Audit.Output;

/// <summary>
/// Whether a terminal has links behind words (OSC 8). No terminal can be asked, so those count that say who they are and are known to have them; others would
/// show the address as garbage. <c>FORCE_HYPERLINK</c> decides for those that nobody knows, as the packages supports-hyperlinks have it.
/// </summary>
internal static class Hyperlinks
{
    private static readonly string[] Programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"];

    private static readonly string[] Kinds = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour"];

    /// <summary>By the environment of the process.</summary>
    public static bool Are(Func<string, string?> environment) =>
        environment("FORCE_HYPERLINK") is { Length: > 0 } forced ? forced is not "0"
        : environment("CI") is not { Length: > 0 }
            && environment("STY") is not { Length: > 0 }
            && (environment("WT_SESSION") is { Length: > 0 }
                || environment("KONSOLE_VERSION") is { Length: > 0 }
                || (int.TryParse(environment("VTE_VERSION"), out var vte) && vte >= 5000)
                || Programs.Contains(environment("TERM_PROGRAM"), StringComparer.Ordinal)
                || Array.Exists(Kinds, kind => environment("TERM")?.StartsWith(kind, StringComparison.Ordinal) == true));
}
