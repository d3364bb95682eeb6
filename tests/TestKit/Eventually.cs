namespace HomelabStorage.TestKit;

/// <summary>Waits for what runs beside a test: asks until it is so, never for a time that was guessed.</summary>
public static class Eventually
{
    /// <summary>How long anything that a test waits for may take: a busy machine takes its time, and a test that passes never waits so long.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseOfOthers = TimeSpan.FromMilliseconds(100);

    /// <summary>Ends when a condition holds, and fails with its name when it never did.</summary>
    public static Task Holds(string what, Func<bool> isSo, CancellationToken stop) => Holds(what, () => Task.FromResult(isSo()), Pause, stop);

    /// <summary>The same of what other programs have to be asked about.</summary>
    public static Task Holds(string what, Func<Task<bool>> isSo, CancellationToken stop = default) => Holds(what, isSo, PauseOfOthers, stop);

    private static async Task Holds(string what, Func<Task<bool>> isSo, TimeSpan pause, CancellationToken stop)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Longest)
            {
                throw new TimeoutException($"within {Longest.TotalSeconds} seconds it did not come true that {what}");
            }

            await Task.Delay(pause, stop);
        }
    }
}
