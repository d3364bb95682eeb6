using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Room for a backup beside what is there.</summary>
internal static class RestoreRoom
{
    /// <summary>The room; throws where it is too little.</summary>
    public static long Check(string folder, StoredBackup backup)
    {
        var room = new DriveInfo(folder).AvailableFreeSpace;
        return room >= backup.Manifest.Totals.Bytes
            ? room
            : throw BackupException.Failed($"{folder} has room for {ByteSize.Spell(room)}; restoring {backup.Name.Id} beside what is there "
                + $"needs {ByteSize.Spell(backup.Manifest.Totals.Bytes)}: make room, such as by removing what an earlier restore kept in "
                + $"{Trees.Leftovers.Before}…, or restore to another volume");
    }
}
