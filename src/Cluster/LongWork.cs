namespace HomelabStorage.Cluster;

/// <summary>
/// Work that keeps a processor busy for long, on a thread of its own. The pool has as many threads as there are processors and makes more only after half a
/// second: with work such as an audit on each of them, reviews would wait.
/// </summary>
public static class LongWork
{
    /// <summary>Does it.</summary>
    public static Task<T> Run<T>(Func<T> work, CancellationToken stop) =>
        Task.Factory.StartNew(work, stop, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
