namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// A review without its uid, the only part that differs when the same thing is asked again. It is told apart by its bytes, before
/// they are parsed: <c>{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"…"</c>, as every API server writes it.
/// </summary>
internal readonly ref struct Question
{
    /// <summary>How far into the body the request begins at most.</summary>
    private const int Envelope = 96;

    private const int Stride = 61;

    private Question(ReadOnlySpan<byte> body, int start, int length)
    {
        Before = body[..start];
        Uid = body.Slice(start, length);
        After = body[(start + length)..];
    }

    public ReadOnlySpan<byte> Before { get; }

    public ReadOnlySpan<byte> Uid { get; }

    public ReadOnlySpan<byte> After { get; }

    /// <summary>Whether the body is laid out as an API server does it; any other is simply parsed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out Question question)
    {
        question = default;
        var at = body[..Math.Min(body.Length, Envelope)].IndexOf("\"request\""u8);
        if (at < 0
            || !Skip(body, ref at, "\"request\""u8)
            || !Skip(body, ref at, ":"u8)
            || !Skip(body, ref at, "{"u8)
            || !Skip(body, ref at, "\"uid\""u8)
            || !Skip(body, ref at, ":"u8)
            || !Skip(body, ref at, "\""u8))
        {
            return false;
        }

        var length = body[at..].IndexOf((byte)'"');
        if (length <= 0 || body.Slice(at, length).Contains((byte)'\\'))
        {
            return false;
        }

        question = new Question(body, at, length);
        return true;
    }

    /// <summary>A number that is the same for the same question, and most often another for another.</summary>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(After.Length);
        for (var at = 0; at < After.Length; at += Stride)
        {
            hash.Add(After[at]);
        }

        return hash.ToHashCode();
    }

    private static bool Skip(ReadOnlySpan<byte> body, scoped ref int at, ReadOnlySpan<byte> token)
    {
        if (!body[at..].StartsWith(token))
        {
            return false;
        }

        at += token.Length;
        if (token is not [(byte)'"'])
        {
            while (at < body.Length && body[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                at++;
            }
        }

        return true;
    }
}
