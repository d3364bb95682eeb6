using System.Text.Json;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>What a restore is doing, in a file at the top of the volume, so that another one can go on where it was interrupted.</summary>
internal sealed record RestoreJournal
{
    public required string Id { get; init; }

    public required string Archive { get; init; }

    public RestorePhase Phase { get; init; }

    /// <summary>What the data folder itself is given in the end; null while unpacking.</summary>
    public EntryMetadata? Root { get; init; }

    public string Restoring => Leftovers.Restoring + Id;

    public string Before => Leftovers.Before + Id;

    /// <summary>The journal of an interrupted restore; null when there is none.</summary>
    public static RestoreJournal? Find(string folder)
    {
        var path = Path.Combine(folder, Leftovers.Journal);
        var journal = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ArchiveJson.Default.RestoreJournal) : null;

        // The app can write here too, and a restore often runs as root: folders of other names are never ours to move or remove.
        return journal is null || (journal.Id.Length == 8 && journal.Id.All(char.IsAsciiHexDigitLower))
            ? journal
            : throw new JsonException($"{path} names a folder that no restore made");
    }

    /// <summary>Writes it durably.</summary>
    public RestoreJournal Save(string folder)
    {
        var path = Path.Combine(folder, Leftovers.Journal);
        using (var file = new FileStream(path + ".new", FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, ArchiveJson.Default.RestoreJournal);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path, overwrite: true);
        Native.SyncFolder(folder);
        return this;
    }

    /// <summary>Ends it.</summary>
    public static void Remove(string folder)
    {
        File.Delete(Path.Combine(folder, Leftovers.Journal));
        File.Delete(Path.Combine(folder, Leftovers.Journal + ".new"));
        Native.SyncFolder(folder);
    }
}
