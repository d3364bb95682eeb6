using HomelabStorage.Audit.Settings;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>What to do with a policy that was just written, as it is typed.</summary>
internal static class NextSteps
{
    /// <summary>Says it.</summary>
    /// <param name="file">Where the policy was written; - for standard output.</param>
    /// <param name="named">The files and folders that were looked at; none for a cluster.</param>
    /// <param name="terminal">Where to say it.</param>
    public static void Say(string file, IReadOnlyList<string> named, Terminal terminal)
    {
        var policy = file is "-" ? "policies.yaml" : file;
        var looked = named.Count == 0 ? "--cluster" : string.Join(' ', named.Select(Word));
        terminal.Notes.WriteLine("next, once you have read it:");
        terminal.Notes.WriteLine($"  homelab-storage audit {(looked is "-" ? "FILES…" : looked)} --policy {Word(policy)}");
        if (named.Count > 0 && looked is not "-")
        {
            var folder = Path.GetDirectoryName(policy) is { Length: > 0 } its ? $"{its}/" : string.Empty;
            terminal.Notes.WriteLine(
                $"  policy: {Path.GetFileName(policy)} in {folder}{SettingsPlace.Name}, and audits of what is beside and below it judge by it");
        }

        terminal.Notes.WriteLine($"  a webhook that judges by it: {RuleInfo.Documentation}operating.md#install");
    }

    /// <summary>A name as one word of a shell.</summary>
    private static string Word(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '/' or '+' or '@' or ':' or ',')
            ? name
            : $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
