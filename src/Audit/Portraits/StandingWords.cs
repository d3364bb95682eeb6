using System.Diagnostics;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>How a standing is written: by a word and a shape, since colours are not seen by everybody.</summary>
internal static class StandingWords
{
    /// <summary>All of them, the worst first.</summary>
    public static IReadOnlyList<Standing> Worst { get; } =
        [Standing.Refused, Standing.Changed, Standing.Warned, Standing.Unknown, Standing.Known, Standing.Noted, Standing.Fine];

    public static Standing Of(RuleAction action) => action switch
    {
        RuleAction.Deny => Standing.Refused,
        RuleAction.Fix => Standing.Changed,
        RuleAction.Warn => Standing.Warned,
        RuleAction.Audit => Standing.Noted,
        _ => Standing.Fine,
    };

    /// <summary>The word that a reader sees, wherever it is counted or named.</summary>
    public static string Word(Standing standing) => standing switch
    {
        Standing.Refused => "denied",
        Standing.Changed => "changed",
        Standing.Warned => "warning",
        Standing.Unknown => "cannot tell",
        Standing.Known => "known from before",
        Standing.Noted => "note",
        Standing.Fine => "fine",
        _ => throw new UnreachableException(),
    };

    /// <summary>The same behind a number of objects, or before one.</summary>
    public static string Counted(Standing standing) => standing switch
    {
        Standing.Warned => "with warnings",
        Standing.Noted => "with notes",
        _ => Word(standing),
    };

    /// <summary>What it means, for a legend.</summary>
    public static string Meaning(Standing standing) => standing switch
    {
        Standing.Refused => "denied at admission",
        Standing.Changed => "changed automatically at admission",
        Standing.Warned => "admitted with a warning",
        Standing.Unknown => "cannot tell: something was not found",
        Standing.Known => "known from before: in the baseline",
        Standing.Noted => "a note",
        Standing.Fine => "fine",
        _ => throw new UnreachableException(),
    };

    /// <summary>The same in the matrix, which is about nothing but the place.</summary>
    public static string Place(Standing standing) => standing switch
    {
        Standing.Fine => "in place",
        Standing.Noted => "elsewhere",
        Standing.Unknown => "cannot tell",
        _ => "wrong place",
    };

    /// <summary>A shape that tells it from the others without colour.</summary>
    public static string Shape(Standing standing) => standing switch
    {
        Standing.Refused => "✕",
        Standing.Changed => "↻",
        Standing.Warned => "!",
        Standing.Unknown => "?",
        Standing.Known => "=",
        Standing.Noted => "i",
        Standing.Fine => "✓",
        _ => throw new UnreachableException(),
    };

    /// <summary>What it is called in the address, in the style and for programs: by the words of policies.yaml.</summary>
    public static string Key(Standing standing) => standing switch
    {
        Standing.Refused => "deny",
        Standing.Changed => "fix",
        Standing.Warned => "warn",
        Standing.Unknown => "unknown",
        Standing.Known => "known",
        Standing.Noted => "note",
        Standing.Fine => "fine",
        _ => throw new UnreachableException(),
    };
}
