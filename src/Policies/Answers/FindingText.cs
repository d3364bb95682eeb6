using System.Globalization;
using System.Text;
using HomelabStorage.Policies.Judgement;

namespace HomelabStorage.Policies.Answers;

/// <summary>A finding as its reader meets it: one line that says all, then what is behind it.</summary>
public static class FindingText
{
    /// <summary>A refusal must fit where a GitOps controller shows it; the API server itself sets no limit that matters.</summary>
    private const int Longest = 1024;

    /// <summary>As much is kept free for the line that counts what did not fit.</summary>
    private const int Rest = 40;

    /// <summary>The one line: <c>[rule] what was seen: what to use.</c></summary>
    public static string Line(Decision decision) => Clean($"[{decision.Finding.Rule.Id}] {Sentence(decision.Finding.Message)}");

    /// <summary>A warning: one line without control characters, because the API server drops a warning that has any.</summary>
    public static string Warning(Decision decision) => Shorten(Line(decision), 240);

    /// <summary>A line about a change, as short and as clean as a warning.</summary>
    public static string Note(string line) => Shorten(Clean(line), 240);

    /// <summary>
    /// Every refusal at once, the whole within a kilobyte. The first lines of all of them come first, so that nothing is hidden
    /// when the rest has to be cut; where not even those fit, the last line says how many there are.
    /// </summary>
    public static string Refusal(IReadOnlyList<Decision> denials)
    {
        var text = new StringBuilder();
        for (var i = 0; i < denials.Count; i++)
        {
            var line = Line(denials[i]);
            if (i > 0 && text.Length + line.Length >= Longest - (i < denials.Count - 1 ? Rest : 0))
            {
                Append(text, string.Create(CultureInfo.InvariantCulture, $"and {denials.Count - i} more findings."));
                return text.ToString();
            }

            Append(text, i == 0 && denials.Count > 1 ? Shorten(line, Longest - Rest) : line);
        }

        var said = new HashSet<string>(StringComparer.Ordinal);
        void Once(string line)
        {
            if (said.Add(line))
            {
                Append(text, line);
            }
        }

        foreach (var denial in denials)
        {
            var finding = denial.Finding;
            var name = denials.Count > 1 ? $"{finding.Rule.Id} " : string.Empty;
            Once($"  {name}why:  {finding.Rule.Why}");
            Once($"  {name}fix:  {finding.Remedy}");
            Once(finding.Alternatives.Count > 0 ? $"  {name}or:   {string.Join(" · or ", finding.Alternatives)}" : string.Empty);
            Once(finding.Seen.Count > 0 ? $"  {name}seen: {string.Join(" · ", finding.Seen)}" : string.Empty);
            Once($"  {name}docs: {finding.Rule.Page}");
        }

        // What the household itself has decided comes last: what is wrong and what to write must not be cut for it.
        foreach (var denial in denials)
        {
            var name = denials.Count > 1 ? $"{denial.Finding.Rule.Id} " : string.Empty;
            Once(denial.Finding.Arrangement is { Spoken: { Length: > 0 } spoken } ? $"  {name}policy: {spoken}" : string.Empty);
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>The message of one cause, and the field it is about.</summary>
    public static (string Message, string Field) Cause(Decision decision) =>
        (Shorten(Clean(decision.Finding.Message), 512), Shorten(decision.Finding.Pointer, 512));

    private static void Append(StringBuilder text, string line)
    {
        if (line.Length > 0 && text.Length + line.Length < Longest)
        {
            text.Append(text.Length == 0 ? string.Empty : "\n").Append(Clean(line));
        }
        else if (text.Length == 0)
        {
            text.Append(Shorten(Clean(line), Longest - 1));
        }
    }

    /// <summary>A message as a sentence: a question has its own mark.</summary>
    private static string Sentence(string message) => message.EndsWith('?') ? message : $"{message}.";

    private static string Shorten(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");

    private static string Clean(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return string.Create(text.Length, text, (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++)
                    {
                        span[i] = char.IsControl(source[i]) ? ' ' : source[i];
                    }
                });
            }
        }

        return text;
    }
}
