using System.Buffers;

namespace HomelabStorage.Webhook.Bodies;

/// <summary>
/// The bytes of a body as they arrive. Memory is taken for what is here, never for what was announced: a small body lies in one piece that
/// grows with it, a larger one in pieces that are put together when its turn has come to be judged.
/// </summary>
internal sealed class BodyBytes : IDisposable
{
    /// <summary>What counts as small. The reviews of ordinary objects have 2 to 20 KiB.</summary>
    public const int Small = 64 * 1024;

    /// <summary>The least that a body is charged, also before its first byte: about what its stream costs the server.</summary>
    public const int Least = 4 * 1024;

    /// <summary>Larger ones are rare, and a pool that keeps them for the next one keeps the memory of a pod.</summary>
    private const int LargestKept = 1024 * 1024;

    private readonly List<byte[]> _pieces = new(1);
    private byte[] _whole = [];

    public int Length { get; private set; }

    public bool IsLarge => Length > Small;

    /// <summary>The memory that so many bytes take here: less than twice as much, or <see cref="Least"/>.</summary>
    public static int Room(long length) => length switch
    {
        <= Least => Least,
        <= Small => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length),
        _ => (int)((length + Small - 1) / Small * Small),
    };

    public void Append(ReadOnlySequence<byte> arrived)
    {
        foreach (var part in arrived)
        {
            Append(part.Span);
        }
    }

    /// <summary>All of it in one piece.</summary>
    public Memory<byte> InOnePiece()
    {
        if (_pieces.Count > 1)
        {
            _whole = Length > LargestKept ? GC.AllocateUninitializedArray<byte>(Length) : ArrayPool<byte>.Shared.Rent(Length);
            for (var (at, piece) = (0, 0); piece < _pieces.Count; piece++)
            {
                var length = Math.Min(Small, Length - at);
                _pieces[piece].AsSpan(0, length).CopyTo(_whole.AsSpan(at));
                ArrayPool<byte>.Shared.Return(_pieces[piece]);
                at += length;
            }

            _pieces.Clear();
            return _whole.AsMemory(0, Length);
        }

        return _pieces.Count == 0 ? _whole.AsMemory(0, Length) : _pieces[0].AsMemory(0, Length);
    }

    public void Dispose()
    {
        foreach (var piece in _pieces)
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        _pieces.Clear();
        if (_whole.Length is > 0 and <= LargestKept)
        {
            ArrayPool<byte>.Shared.Return(_whole);
        }

        (_whole, Length) = ([], 0);
    }

    private void Append(ReadOnlySpan<byte> arrived)
    {
        while (!arrived.IsEmpty)
        {
            var space = Space(arrived.Length);
            var length = Math.Min(space.Length, arrived.Length);
            arrived[..length].CopyTo(space);
            arrived = arrived[length..];
            Length += length;
        }
    }

    /// <summary>Where the next bytes go.</summary>
    private Span<byte> Space(int more)
    {
        if (Length >= Small)
        {
            if (Length == _pieces.Count * Small)
            {
                _pieces.Add(ArrayPool<byte>.Shared.Rent(Small));
            }

            return _pieces[^1].AsSpan(Length % Small, Small - (Length % Small));
        }

        if (_pieces.Count == 0)
        {
            _pieces.Add(ArrayPool<byte>.Shared.Rent(Room(Math.Min(more, Small))));
        }
        else if (Length + more > _pieces[0].Length && _pieces[0].Length < Small)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Room(Math.Min(Length + more, Small)));
            _pieces[0].AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_pieces[0]);
            _pieces[0] = larger;
        }

        return _pieces[0].AsSpan(Length, Small < _pieces[0].Length ? Small - Length : _pieces[0].Length - Length);
    }
}
