using System.Buffers.Binary;

namespace HomelabStorage.Backup.Databases;

/// <summary>The first hundred bytes of a SQLite database: how one is told from any other file, whatever its name.</summary>
internal sealed record DatabaseHeader(int PageSize, bool IsWal)
{
    public const int Length = 100;

    /// <summary>The smallest page that SQLite has; no database is shorter.</summary>
    public const int SmallestPage = 512;
    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();

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
        return size >= SmallestPage && int.IsPow2(size) ? new DatabaseHeader(size, bytes[18] == 2) : null;
    }
}
