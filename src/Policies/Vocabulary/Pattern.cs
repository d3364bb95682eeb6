using System.Text.RegularExpressions;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Regular expressions as catalog and policy files write them: any case, and never slower than their input is long.</summary>
public static class Pattern
{
    /// <summary>Reads an expression; null when it is none, or one that only a backtracking engine could run.</summary>
    public static Regex? Read(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
