using System.Globalization;

namespace HomelabStorage.Audit.Output;

/// <summary>Lines with styles for people, and plain ones for everything else.</summary>
internal sealed class Page(SafeWriter output, PageLook look, int width = 0)
{
    public void Line() => output.WriteLine();

    /// <summary>Writes a text whose line breaks are meant.</summary>
    public void Write(string text) => output.Write(text);

    /// <summary>Writes one line; only what stands between braces may have come from strangers.</summary>
    public void Line(FormattableString line)
    {
        if (look == PageLook.Plain)
        {
            foreach (var part in LineWrap.Parts(line.ToString(CultureInfo.InvariantCulture), width))
            {
                output.WriteLine(part);
            }

            return;
        }

        object[] spelled = [.. line.GetArguments().Select(Spell)];
        foreach (var part in LineWrap.Parts(string.Format(CultureInfo.InvariantCulture, line.Format, spelled), width))
        {
            output.Obeyed(part);
            output.WriteLine();
        }
    }

    /// <summary>Writes one line that a CI runner is to obey; what stands between braces is not obeyed.</summary>
    public void Command(FormattableString line)
    {
        object[] parts = [.. line.GetArguments().Select(part => SafeText.Line($"{part}"))];
        output.Obeyed(string.Format(CultureInfo.InvariantCulture, line.Format, parts));
        output.WriteLine();
    }

    private object Spell(object? part) => part switch
    {
        Styled { Text.Length: 0 } => string.Empty,
        Styled { Code: 0, Link: var link } linked => look == PageLook.Linked
            ? $"\u001b]8;;{SafeText.Line(link)}\u001b\\{SafeText.Line(linked.Text)}\u001b]8;;\u001b\\"
            : SafeText.Line(linked.Text),
        Styled styled => string.Create(CultureInfo.InvariantCulture, $"\u001b[{styled.Code}m{SafeText.Line(styled.Text)}\u001b[0m"),
        string text => SafeText.Line(text),
        IFormattable number => number,
        null => string.Empty,
        _ => SafeText.Line($"{part}"),
    };
}
