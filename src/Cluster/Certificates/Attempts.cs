namespace HomelabStorage.Cluster.Certificates;

/// <summary>
/// When to try again, and to complain again, what failed: soon at first, after each further failure twice as late. What has changed since is tried at
/// once.
/// </summary>
internal sealed class Attempts(TimeProvider time)
{
    /// <summary>The wait after the first failure.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Failure> _failed = new(StringComparer.Ordinal);

    /// <summary>Whether something is to be tried, given the state it is tried on.</summary>
    public bool AreDue(string what, string state) =>
        !_failed.TryGetValue(what, out var failure)
            || !string.Equals(failure.State, state, StringComparison.Ordinal)
            || time.GetElapsedTime(failure.At) >= failure.Wait;

    public void Failed(string what, string state)
    {
        var again = _failed.TryGetValue(what, out var failure) && string.Equals(failure.State, state, StringComparison.Ordinal) ? failure.Wait * 2 : First;
        _failed[what] = new Failure(state, time.GetTimestamp(), again < Longest ? again : Longest);
    }

    public void Succeeded(string what) => _failed.Remove(what);

    private sealed record Failure(string State, long At, TimeSpan Wait);
}
