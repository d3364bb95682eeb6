using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Runs;

/// <summary>Whether a volume looks as if it had lost its data since the last good backup: such a copy is kept, and so are all good ones.</summary>
internal static class Suspicion
{
    /// <summary>What is suspicious; null for nothing.</summary>
    public static string? Of(Totals now, StoredBackup? lastGood) => lastGood?.Manifest.Totals switch
    {
        null => null,
        { Databases: > 0 } then when now.Databases == 0 => $"there is no database, and {lastGood.Name.Whole} has {then.Databases}",
        { } then when now.Bytes * 2 < then.Bytes =>
            $"there are {ByteSize.Spell(now.Bytes)}, less than half of the {ByteSize.Spell(then.Bytes)} in {lastGood.Name.Whole}",
        _ => null,
    };
}
