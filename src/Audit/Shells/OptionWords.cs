using System.CommandLine;
using System.CommandLine.Completions;

namespace HomelabStorage.Audit.Shells;

/// <summary>An option as shells and manuals tell of it.</summary>
/// <param name="Names">Its name, and its short ones after it.</param>
/// <param name="Description">What it does.</param>
/// <param name="Value">What its value is called; empty for a flag, which needs none.</param>
/// <param name="Values">The values it takes; none where it takes any.</param>
internal sealed record OptionWords(IReadOnlyList<string> Names, string Description, string Value, IReadOnlyList<string> Values)
{
    /// <summary>Reads an option.</summary>
    public static OptionWords Of(Option option)
    {
        string[] values = option.ValueType == typeof(bool) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(c => c.Label)];
        return new OptionWords(
            [option.Name, .. option.Aliases.Where(IsOfShells).Except([option.Name], StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            option.Description ?? string.Empty,
            option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? string.Empty
                : option.HelpName ?? (values.Length > 0 ? string.Join('|', values) : "VALUE"),
            values);
    }

    /// <summary>Whether a shell has such names: <c>-?</c> is a pattern to it, and <c>/h</c> a file.</summary>
    private static bool IsOfShells(string name) => name is ['-', '-' or (>= 'a' and <= 'z'), ..];
}
