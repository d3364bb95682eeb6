using System.Buffers;
using System.Text;

namespace HomelabStorage.Audit.Formats;

/// <summary>
/// Hands JSON on as it is written, in whole lines: what is unsafe on a terminal is recognised within a line, and no text in JSON goes over several.
/// </summary>
internal sealed class JsonLines(Action<string> write) : IBufferWriter<byte>
{
    /// <summary>What is handed on at once at least.</summary>
    private const int Usual = 32 * 1024;

    private byte[] _bytes = new byte[2 * Usual];
    private int _length;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_bytes.Length - _length < Math.Max(sizeHint, 1))
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + sizeHint));
        }

        return _bytes.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        _length += count;
        if (_length >= Usual && _bytes.AsSpan(0, _length).LastIndexOf((byte)'\n') is >= 0 and var end)
        {
            HandOn(end + 1);
        }
    }

    /// <summary>Ends the last line, and hands on what is left.</summary>
    public void End()
    {
        GetSpan(1)[0] = (byte)'\n';
        _length++;
        HandOn(_length);
    }

    private void HandOn(int count)
    {
        write(Encoding.UTF8.GetString(_bytes, 0, count));
        _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        _length -= count;
    }
}
