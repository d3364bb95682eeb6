namespace HomelabStorage.Cluster;

/// <summary>
/// Work that keeps a processor busy for long, on a thread of its own, with all that goes on after an await. The pool has as many threads as there are
/// processors and makes more only after half a second: with work such as an audit on each of them, reviews would wait.
/// </summary>
public static class LongWork
{
    /// <summary>Does it.</summary>
    public static Task<T> Run<T>(Func<T> work, CancellationToken stop) => Run(() => Task.FromResult(work()), stop);

    /// <summary>Does it to its end, however often it waits for something meanwhile.</summary>
    public static Task Run(Func<Task> work, CancellationToken stop) => Run(
        async () =>
        {
            await work();
            return true;
        },
        stop);

    private static async Task<T> Run<T>(Func<Task<T>> work, CancellationToken stop)
    {
        using var thread = new OwnThread();
        return await Task.Factory.StartNew(work, stop, TaskCreationOptions.DenyChildAttach, thread).Unwrap();
    }
}
