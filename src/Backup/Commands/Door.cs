namespace HomelabStorage.Backup.Commands;

/// <summary>Where trouble with the surroundings becomes a message and an exit code.</summary>
internal static class Door
{
    public static async Task<int> Through(Surroundings surroundings, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (BackupException trouble)
        {
            await surroundings.Error.WriteLineAsync(trouble.Message);
            return trouble.Exit;
        }
    }
}
