namespace HomelabStorage.Backup.Databases;

/// <summary>A format that is told by its first bytes and is not SQLite, though files of it are often called .db.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="IsDatabase">Whether an app writes into the middle of such files, so that a copy taken meanwhile is as after a power cut.</param>
internal sealed record KnownFormat(string Name, bool IsDatabase)
{
    private static readonly KnownFormat Berkeley = new("Berkeley DB", true);
    private static readonly KnownFormat Gdbm = new("GDBM", true);
    private static readonly KnownFormat H2 = new("H2", true);
    private static readonly KnownFormat LiteDb = new("LiteDB", true);
    private static readonly KnownFormat Access = new("Microsoft Access", true);
    private static readonly KnownFormat Compressed = new("a compressed file", false);
    private static readonly KnownFormat Other = new("a file of another kind", false);

    private static readonly (int Offset, byte[] Magic, KnownFormat Format)[] Marks =
    [
        (16, [0xed, 0xda, 0x0c, 0xed], new("BoltDB", true)),
        (16, [0xde, 0xc0, 0xef, 0xbe], new("LMDB", true)),
        (21, [0x11, 0x4c, 0xef, 0xbd, 0x9d, 0x65, 0x59], new("MDBX", true)),
        .. BothOrders(Berkeley, 12, [0x00053162, 0x00061561, 0x00042253, 0x00074582]),
        .. BothOrders(Berkeley, 0, [0x00053162, 0x00061561]),
        .. BothOrders(Gdbm, 0, [0x13579acd, 0x13579ace, 0x13579acf]),
        (25, "** This is a LiteDB file **"u8.ToArray(), LiteDb),
        (32, "** This is a LiteDB file **"u8.ToArray(), LiteDb),
        (8, "DUCK"u8.ToArray(), new("DuckDB", true)),
        (16, "T-DB"u8.ToArray(), new("Realm", true)),
        (0, "H:2,"u8.ToArray(), H2),
        (0, "-- H2 0.5/B --"u8.ToArray(), H2),
        (0, "TDB file\n"u8.ToArray(), new("TDB", true)),
        (0, "KC\n"u8.ToArray(), new("Kyoto Cabinet", true)),
        (0, "ToKyO CaBiNeT\n"u8.ToArray(), new("Tokyo Cabinet", true)),
        (0, "FS21"u8.ToArray(), new("ZODB", true)),
        (0, "FS30"u8.ToArray(), new("ZODB", true)),
        (0, [0x72, 0x65, 0x64, 0x62, 0x1a, 0x0a, 0xa9, 0x0d, 0x0a], new("redb", true)),
        (4, "Standard Jet DB"u8.ToArray(), Access),
        (4, "Standard ACE DB"u8.ToArray(), Access),
        (0, [0x1f, 0x8b, 0x08], Compressed),
        (0, [0x28, 0xb5, 0x2f, 0xfd], Compressed),
        (0, [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0x00], Compressed),
        (0, "BZh"u8.ToArray(), Compressed),
        (0, [(byte)'P', (byte)'K', 0x03, 0x04], Compressed),
        (0, [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c], Compressed),
        (0, [0x04, 0x22, 0x4d, 0x18], Compressed),
        (0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], new("thumbnails of Windows", false)),
        (0, "\0plocate"u8.ToArray(), Other),
        (0, "\0mlocate"u8.ToArray(), Other),
        (0, [0x7f, (byte)'E', (byte)'L', (byte)'F'], Other),
        (0, "age-encryption.org/"u8.ToArray(), Other),
        (0, "Salted__"u8.ToArray(), Other),
    ];

    /// <summary>The format of a file by its first hundred bytes; null when they say nothing.</summary>
    public static KnownFormat? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (offset, magic, format) in Marks)
        {
            if (head.Length >= offset + magic.Length && head[offset..].StartsWith(magic))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Such files are written in the order of the machine they were made on.</summary>
    private static IEnumerable<(int Offset, byte[] Magic, KnownFormat Format)> BothOrders(KnownFormat format, int offset, uint[] magics)
    {
        foreach (var magic in magics)
        {
            yield return (offset, [(byte)magic, (byte)(magic >> 8), (byte)(magic >> 16), (byte)(magic >> 24)], format);
            yield return (offset, [(byte)(magic >> 24), (byte)(magic >> 16), (byte)(magic >> 8), (byte)magic], format);
        }
    }
}
