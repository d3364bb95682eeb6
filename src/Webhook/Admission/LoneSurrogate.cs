using System.Buffers.Text;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// Finds halves of surrogate pairs among the escapes of a JSON text, such as <c>"\ud800"</c>. A parser lets them pass, and whoever takes the text
/// out of the document fails. No API server writes one: it replaces them when it decodes what it was sent.
/// </summary>
internal static class LoneSurrogate
{
    private const int EscapeLength = 6;

    /// <summary>Where the first one is; negative when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> json)
    {
        // Most reviews have no escape at all, and those of that range are rare, since their characters may be written as they are.
        if (!json.Contains((byte)'\\') || (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0))
        {
            return -1;
        }

        var (at, wanted) = (0, -1);
        while (json[at..].IndexOf((byte)'\\') is >= 0 and var next && at + next + 1 < json.Length)
        {
            at += next;
            var unit = Unit(json[at..]);
            if (wanted >= 0 && (wanted != at || !char.IsLowSurrogate(unit)))
            {
                break;
            }

            if (wanted < 0 && char.IsLowSurrogate(unit))
            {
                return at;
            }

            var length = json[at + 1] == 'u' ? EscapeLength : 2;
            wanted = char.IsHighSurrogate(unit) ? at + length : -1;
            at = Math.Min(at + length, json.Length);
        }

        return wanted < 0 ? -1 : wanted - EscapeLength;
    }

    /// <summary>The UTF-16 unit of an escape; zero for any that names none.</summary>
    private static char Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= EscapeLength
            && escape[1] == 'u'
            && Utf8Parser.TryParse(escape[2..EscapeLength], out ushort unit, out var read, 'x')
            && read == EscapeLength - 2
            ? (char)unit
            : '\0';
}
