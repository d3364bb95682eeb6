using System.Buffers.Binary;
using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Databases;

/// <summary>Looks for databases that have no header.</summary>
internal static class HiddenDatabases
{
    private const int Sampled = 64 << 10;
    private static readonly byte[] Magic = "SQLite format 3\0"u8.ToArray();
    private static readonly byte[] WalMagic = [0x37, 0x7f, 0x06, 0x82];
    private static readonly byte[] BigEndianWalMagic = [0x37, 0x7f, 0x06, 0x83];
    private static readonly byte[] JournalMagic = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];
    private static readonly string[] SqliteNames = [".sqlite", ".sqlite3", ".db3", ".s3db", ".sl3", ".sqlitedb"];

    /// <summary>What a file without SQLite's header is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Its size.</param>
    /// <param name="head">Its first hundred bytes.</param>
    /// <param name="isNamed">Whether the catalog says that this is a SQLite database.</param>
    public static HiddenDatabase Find(string path, long size, ReadOnlySpan<byte> head, bool isNamed)
    {
        if (head.IsEmpty)
        {
            return HiddenDatabase.None;
        }

        if (head.StartsWith(Magic) || FileHead.Starts(path + "-wal", WalMagic, BigEndianWalMagic) || FileHead.Starts(path + "-journal", JournalMagic))
        {
            return HiddenDatabase.Certain;
        }

        if (KnownFormat.Of(head) is not null)
        {
            return isNamed ? HiddenDatabase.Certain : HiddenDatabase.None;
        }

        if (isNamed || Array.Exists(SqliteNames, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        {
            return HiddenDatabase.Certain;
        }

        return path.EndsWith(".db", StringComparison.OrdinalIgnoreCase) ? ByContent(path, size) : HiddenDatabase.None;
    }

    /// <summary>What is to be said of one.</summary>
    public static Remark Spell(HiddenDatabase hidden, string path, bool isExpected) => hidden is HiddenDatabase.Doubtful
        ? new Remark(path, "its name says database, and its format is not known here, so it is copied as a file, as after a power cut")
        : new Remark(
            path,
            "it is an encrypted or damaged SQLite database, or none: SQLite cannot read it, so it is copied as a file, as after a power cut"
                + (isExpected ? "; --strategy files lets that pass" : string.Empty));

    /// <summary>Files called .db are often none of SQLite's: one is when its pages are encrypted, or still have SQLite's order.</summary>
    private static HiddenDatabase ByContent(string path, long size)
    {
        var buffer = new byte[Sampled];
        ReadOnlySpan<byte> sample = buffer.AsSpan(0, FileHead.Read(path, buffer));
        return IsText(sample) ? HiddenDatabase.None
            : size % DatabaseHeader.SmallestPage == 0 && (IsRandom(sample) || HasPages(sample)) ? HiddenDatabase.Certain
            : HiddenDatabase.Doubtful;
    }

    private static bool IsText(ReadOnlySpan<byte> sample)
    {
        foreach (var value in sample)
        {
            if (value is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the bytes have as much entropy as chance has: in so few of them that is a little less than eight bits each.</summary>
    private static bool IsRandom(ReadOnlySpan<byte> sample)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var value in sample)
        {
            counts[value]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            bits -= count == 0 ? 0 : (double)count / sample.Length * Math.Log2((double)count / sample.Length);
        }

        var ofChance = 8 - (255 / (2 * Math.Log(2) * sample.Length));
        return bits > ofChance - 0.2;
    }

    /// <summary>Whether most pages after the first begin as a B-tree's do, for some size of page.</summary>
    private static bool HasPages(ReadOnlySpan<byte> sample)
    {
        for (var size = DatabaseHeader.SmallestPage; size <= sample.Length / 2; size *= 2)
        {
            var trees = 0;
            for (var at = size; at < sample.Length; at += size)
            {
                trees += IsTree(sample[at..Math.Min(at + size, sample.Length)], size) ? 1 : 0;
            }

            if (trees * 2 >= (sample.Length / size) - 1)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A page's header, by SQLite's file format: its kind, how many cells it has, and where they begin.</summary>
    private static bool IsTree(ReadOnlySpan<byte> page, int size)
    {
        if (page.Length < 12 || page[0] is not (2 or 5 or 10 or 13) || page[7] > 60)
        {
            return false;
        }

        int cells = BinaryPrimitives.ReadUInt16BigEndian(page[3..]);
        int content = BinaryPrimitives.ReadUInt16BigEndian(page[5..]);
        var header = page[0] < 8 ? 12 : 8;
        return cells > 0 && (content == 0 ? 65536 : content) is var begin && begin >= header + (2 * cells) && begin <= size;
    }
}
