namespace HomelabStorage.TestKit;

/// <summary>Waits for what runs beside a test: asks until it is so, never for a time that was guessed.</summary>
public static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Ends when a condition holds, and fails with its name when it never did.</summary>
    public static async Task Holds(string what, Func<bool> isSo, CancellationToken stop)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Longest)
            {
                throw new TimeoutException($"within {Longest.TotalSeconds} seconds it did not come true that {what}");
            }

            await Task.Delay(Pause, stop);
        }
    }
}
