using System.Buffers;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// Takes the managedFields out of a review before it is parsed: they are often more than half of it, and only claims need theirs
/// (who wrote the class). Their place is filled with one long string, so that positions in what follows stay true.
/// </summary>
internal static class ManagedFields
{
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"[]"u8);

    /// <summary>Fills them in; leaves the bytes as they are when a claim may be among them, or when they are not what they seem.</summary>
    public static void Blank(Span<byte> json)
    {
        if (json.IndexOf("PersistentVolumeClaim"u8) >= 0)
        {
            return;
        }

        // Inside a string the second quotation mark would have a backslash before it, so what is found is a key.
        for (var rest = json; rest.IndexOf("\"managedFields\""u8) is >= 0 and var key;)
        {
            rest = rest[(key + "\"managedFields\""u8.Length)..];
            var start = rest.IndexOfAnyExcept(" \t\r\n:"u8);
            if (start < 0 || rest[start] != '[')
            {
                continue;
            }

            var length = Length(rest[start..]);
            if (length == 0)
            {
                return;
            }

            var value = rest.Slice(start, length);
            value.Fill((byte)'-');
            value[0] = value[^1] = (byte)'"';
            rest = rest[(start + length)..];
        }
    }

    /// <summary>The bytes of the array a span begins with, both brackets included; 0 when it does not end.</summary>
    private static int Length(ReadOnlySpan<byte> json)
    {
        var depth = 0;
        for (var at = 0; at < json.Length; at++)
        {
            var next = json[at..].IndexOfAny(Brackets);
            if (next < 0)
            {
                return 0;
            }

            at += next;
            switch (json[at])
            {
                case (byte)'[':
                    depth++;
                    break;
                case (byte)']' when --depth == 0:
                    return at + 1;
                case (byte)'"':
                    var text = TextLength(json[(at + 1)..]);
                    if (text < 0)
                    {
                        return 0;
                    }

                    at += text + 1;
                    break;
            }
        }

        return 0;
    }

    /// <summary>The bytes of a string after its opening quotation mark, without the closing one; -1 when it does not end.</summary>
    private static int TextLength(ReadOnlySpan<byte> json)
    {
        for (var at = 0; at < json.Length; at++)
        {
            var next = json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (json[at] == '"')
            {
                return at;
            }

            at++; // whatever is escaped
        }

        return -1;
    }
}
