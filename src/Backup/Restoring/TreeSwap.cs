using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>
/// Puts restored data in the place of the old ones by renames on one volume. All that was there is moved aside, -wal and -journal files with it:
/// left beside a restored database they would corrupt it. Each step can be interrupted and repeated.
/// </summary>
internal static class TreeSwap
{
    /// <summary>Goes on from wherever the journal says, to the end.</summary>
    public static void Finish(string folder, RestoreJournal journal, bool withOwner)
    {
        if (journal is { Phase: RestorePhase.Leaving, Undoes: { } undone } && Path.Combine(folder, Leftovers.Before + undone) is var former
            && Directory.Exists(former))
        {
            // From here on it is what comes in, as what was unpacked is after a restore.
            Move(former, Path.Combine(folder, journal.Restoring));
            Native.SyncFolder(folder);
        }

        if (journal.Phase == RestorePhase.Leaving)
        {
            var before = Directory.CreateDirectory(Path.Combine(folder, journal.Before)).FullName;
            foreach (var entry in Entries(folder).Where(name => !Leftovers.Is(name)))
            {
                Move(Path.Combine(folder, entry), Path.Combine(before, entry));
            }

            Native.SyncFolder(before);
            Native.SyncFolder(folder);
            journal = (journal with { Phase = RestorePhase.Entering }).Save(folder);
        }

        if (journal.Phase == RestorePhase.Entering)
        {
            var restored = Path.Combine(folder, journal.Restoring);
            if (Directory.Exists(restored))
            {
                foreach (var entry in Entries(restored))
                {
                    Move(Path.Combine(restored, entry), Path.Combine(folder, entry));
                }

                Directory.Delete(restored);
            }

            journal = journal.StepAside(folder);
        }

        journal.Close(folder);
        if (journal.Root?.Apply(folder, withOwner).FirstOrDefault() is { } trouble && withOwner)
        {
            throw BackupException.Failed($"{folder}: everything is restored, but of the folder itself {trouble}");
        }

        // A volume's own folder often belongs to root, and its time is nobody's data.
        _ = journal.Root?.SetTime(folder);
        journal.Remove(folder);
    }

    private static string[] Entries(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(e => Path.GetFileName(e)!)];

    /// <summary>A rename of whatever it is: a link is moved, not followed.</summary>
    private static void Move(string from, string to)
    {
        if (Native.Rename(from, to) != 0 && !ClosedFolders.Move(from, to))
        {
            throw new IOException($"{from} cannot be moved to {to}: {Native.LastError()}");
        }
    }
}
