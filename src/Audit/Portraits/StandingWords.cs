using System.Diagnostics;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>How a standing is written: by a word and a shape, since colours are not seen by everybody.</summary>
internal static class StandingWords
{
    /// <summary>All of them, the worst first.</summary>
    public static IReadOnlyList<Standing> Worst { get; } =
        [Standing.Refused, Standing.Changed, Standing.Warned, Standing.Unknown, Standing.Noted, Standing.Fine];

    public static Standing Of(RuleAction action) => action switch
    {
        RuleAction.Deny => Standing.Refused,
        RuleAction.Fix => Standing.Changed,
        RuleAction.Warn => Standing.Warned,
        RuleAction.Audit => Standing.Noted,
        _ => Standing.Fine,
    };

    /// <summary>The word that policies.yaml and the terminal have for it.</summary>
    public static string Word(Standing standing) => standing switch
    {
        Standing.Refused => "deny",
        Standing.Changed => "fix",
        Standing.Warned => "warn",
        Standing.Unknown => "cannot tell",
        Standing.Noted => "note",
        Standing.Fine => "fine",
        _ => throw new UnreachableException(),
    };

    /// <summary>A shape that tells it from the others without colour.</summary>
    public static string Shape(Standing standing) => standing switch
    {
        Standing.Refused => "✕",
        Standing.Changed => "↻",
        Standing.Warned => "!",
        Standing.Unknown => "?",
        Standing.Noted => "i",
        Standing.Fine => "✓",
        _ => throw new UnreachableException(),
    };

    /// <summary>What it is called in the address and in the style.</summary>
    public static string Key(Standing standing) => standing == Standing.Unknown ? "unknown" : Word(standing);
}
