using System.Text.RegularExpressions;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>
/// The one kind of regular expression in the judgement, in the catalog, in policy files and in code: any case, and in time that grows with its input
/// alone. It needs no clock to stop it, and a clock would make the answer depend on how busy the machine is.
/// </summary>
public static class Pattern
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>Reads an expression; null when it is none, or one that only a backtracking engine could run.</summary>
    public static Regex? Read(string text)
    {
        try
        {
            return new Regex(text, Linear);
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
