using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Html;

/// <summary>HTML as it is written: what stands in the source is markup, what stands between braces is text, whoever wrote it.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds markup with texts between braces, which are escaped for elements and for attributes in double quotes.</summary>
#pragma warning disable CA1822, IDE0060 // The handler writes into this markup by itself.
    public void Add([InterpolatedStringHandlerArgument("")] ref Handler markup)
#pragma warning restore CA1822, IDE0060
    {
    }

    /// <summary>Adds markup. A text that is only known when the program runs is none: the compiler refuses it here.</summary>
    public void Add([ConstantExpected] string markup) => _text.Append(markup);

    /// <summary>Adds the style or the script of the page.</summary>
    public void Add(PageAsset asset) => _text.Append(asset.Text);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A text in which nothing is markup.</summary>
    public static string Escaped(string text)
    {
        var safe = SafeText.Line(text);
        return safe.AsSpan().ContainsAny("<>&\"'")
            ? safe.Replace("&", "&amp;", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal)
                .Replace("\"", "&quot;", StringComparison.Ordinal)
                .Replace("'", "&#39;", StringComparison.Ordinal)
            : safe;
    }

    /// <summary>What the compiler makes of <c>$"…"</c>: literal parts stay, all others are escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Handler
    {
        private readonly StringBuilder _text;

        public Handler(int literalLength, int formattedCount, Markup markup)
        {
            _text = markup._text;
            _text.EnsureCapacity(_text.Length + literalLength + (formattedCount * 16));
        }

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string text) => _text.Append(Escaped(text));

        public void AppendFormatted(int number) => _text.Append(number);

        public void AppendFormatted(double number) => _text.Append(number.ToString("0.#", CultureInfo.InvariantCulture));
    }
}
