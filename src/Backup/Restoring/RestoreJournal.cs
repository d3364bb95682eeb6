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

    /// <summary>The id of the restore whose old data comes back; null for a backup.</summary>
    public string? Undoes { get; init; }

    public RestorePhase Phase { get; init; }

    /// <summary>What the data folder itself is given in the end; null while unpacking.</summary>
    public EntryMetadata? Root { get; init; }

    /// <summary>The mode of a data folder that is closed to its own user and open until the end of this; null when it was open.</summary>
    public int? ClosedMode { get; init; }

    public string Restoring => Leftovers.Restoring + Id;

    public string Before => Leftovers.Before + Id;

    /// <summary>The journal of an interrupted restore; null when there is none.</summary>
    public static RestoreJournal? Find(string folder)
    {
        foreach (var place in (string[])[folder, .. Directory.EnumerateDirectories(folder, Leftovers.Before + "*").Order(StringComparer.Ordinal)])
        {
            var path = Path.Combine(place, Leftovers.Journal);
            if (FileStatus.Find(path) is not { } found)
            {
                continue;
            }

            // The app can write here too, and a restore often runs as root: folders of other names are never ours to move or remove.
            var journal = found.Kind is FileKind.File ? Read(path) : null;
            return journal is not null && RestoreId.Is(journal.Id) && (journal.Undoes is null || RestoreId.Is(journal.Undoes))
                && (place.Length == folder.Length || string.Equals(Path.GetFileName(place), journal.Before, StringComparison.Ordinal))
                    ? place.Length == folder.Length ? journal : journal with { Phase = RestorePhase.Closing }
                    : throw new JsonException($"{path} names a folder that no restore made");
        }

        return null;
    }

    private static RestoreJournal? Read(string path)
    {
        using var file = AppFile.Read(path);
        return JsonSerializer.Deserialize(file, ArchiveJson.Default.RestoreJournal);
    }

    /// <summary>Writes it for the first time, in a folder that is opened if it is closed to its own user.</summary>
    public RestoreJournal Begin(string folder)
    {
        var begun = this with { ClosedMode = ClosedFolders.Open(folder) };
        try
        {
            return begun.Save(folder);
        }
        catch
        {
            begun.Close(folder);
            throw;
        }
    }

    /// <summary>Gives a folder that was opened the mode that it had.</summary>
    public void Close(string folder)
    {
        if (ClosedMode is { } mode)
        {
            _ = Native.SetMode(folder, (uint)mode);
        }
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

    /// <summary>
    /// Moves it into what was there before: from there it can be removed without touching the folder, whose mode may be closed even to its owner by then.
    /// </summary>
    public RestoreJournal StepAside(string folder)
    {
        var before = Directory.CreateDirectory(Path.Combine(folder, Before)).FullName;
        File.Delete(Path.Combine(folder, Leftovers.Journal + ".new"));
        File.Move(Path.Combine(folder, Leftovers.Journal), Path.Combine(before, Leftovers.Journal), overwrite: true);
        Native.SyncFolder(before);
        Native.SyncFolder(folder);
        return this with { Phase = RestorePhase.Closing };
    }

    /// <summary>Ends it.</summary>
    public void Remove(string folder)
    {
        var place = Phase is RestorePhase.Closing ? Path.Combine(folder, Before) : folder;
        File.Delete(Path.Combine(place, Leftovers.Journal));
        if (Phase is not RestorePhase.Closing)
        {
            File.Delete(Path.Combine(place, Leftovers.Journal + ".new"));
        }

        Native.SyncFolder(place);
    }
}
