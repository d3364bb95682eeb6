using System.Buffers.Binary;

namespace HomelabStorage.Backup.Databases;

/// <summary>The first hundred bytes of a SQLite database: how one is told from any other file, whatever its name.</summary>
internal sealed record DatabaseHeader(int PageSize, bool IsWal)
{
    public const int Length = 100;
    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();
    private static readonly byte[] WalMagic = [0x37, 0x7f, 0x06, 0x82];
    private static readonly byte[] BigEndianWalMagic = [0x37, 0x7f, 0x06, 0x83];
    private static readonly string[] Endings = [".sqlite", ".sqlite3", ".db3"];

    /// <summary>Reads a header; null when the bytes begin no database. A text that only starts with the magic is none.</summary>
    public static DatabaseHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Length
            || !bytes.StartsWith(Magic)
            || bytes[18] is not (1 or 2)
            || bytes[19] is not (1 or 2)
            || bytes[21] != 64
            || bytes[22] != 32
            || bytes[23] != 32)
        {
            return null;
        }

        var written = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]);
        var size = written == 1 ? 65536 : written;
        return size >= 512 && int.IsPow2(size) ? new DatabaseHeader(size, bytes[18] == 2) : null;
    }

    /// <summary>
    /// Whether a file that has no header must be a database all the same: it begins like one and is damaged or cut off, SQLite's log of writes lies
    /// beside it, or
    /// its name says so and it is encrypted.
    /// </summary>
    public static bool IsMissing(string path, long size)
    {
        if (size == 0)
        {
            return false;
        }

        return Starts(path, Magic)
            || (File.Exists(path + "-wal") && (Starts(path + "-wal", WalMagic) || Starts(path + "-wal", BigEndianWalMagic)))
            || Array.Exists(Endings, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Starts(string path, byte[] magic)
    {
        Span<byte> bytes = stackalloc byte[16];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return bytes[..RandomAccess.Read(file, bytes, 0)].StartsWith(magic);
    }

    /// <summary>Reads the header of a file; null when it is no database. Files shorter than the smallest page are not opened.</summary>
    public static DatabaseHeader? Of(string path, long size)
    {
        if (size < 512)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[Length];
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(bytes[..RandomAccess.Read(file, bytes, 0)]);
    }
}
