using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Restoring;

/// <summary>The use of one backup among those that a target holds: when it is removed meanwhile, as by somebody else's pruning, it is chosen again.</summary>
internal static class ChosenBackup
{
    private const int Choices = 5;

    /// <summary>Chooses and uses a backup.</summary>
    /// <param name="shelf">What the target held.</param>
    /// <param name="look">What it holds by now.</param>
    /// <param name="choose">Which of it; throws when there is none to choose.</param>
    /// <param name="use">What is done with it; starts over with another.</param>
    public static async Task<T> Use<T>(Shelf shelf, Func<Task<Shelf>> look, Func<Shelf, StoredBackup> choose, Func<StoredBackup, Task<T>> use)
    {
        for (var choice = 1; ; choice++)
        {
            var backup = choose(shelf);
            try
            {
                return await use(backup);
            }
            catch (BackupException gone) when (gone.IsMissing && choice < Choices)
            {
                shelf = await look();
            }
            catch (BackupException gone) when (gone.IsMissing)
            {
                throw BackupException.Target($"{gone.Message}, although the target lists it; look there, and run this again", gone);
            }
        }
    }
}
