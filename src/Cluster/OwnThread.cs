using System.Diagnostics.CodeAnalysis;

namespace HomelabStorage.Cluster;

/// <summary>A thread that does what it is given, one after the other, and ends with its owner. What comes later than that is left to the pool.</summary>
internal sealed class OwnThread : TaskScheduler, IDisposable
{
    private readonly Queue<Task> _waiting = [];
    private bool _isOver;

    public OwnThread() => new Thread(Work) { IsBackground = true, Name = "long work" }.Start();

    public override int MaximumConcurrencyLevel => 1;

    public void Dispose()
    {
        lock (_waiting)
        {
            _isOver = true;
            Monitor.Pulse(_waiting);
        }
    }

    protected override void QueueTask(Task task)
    {
        lock (_waiting)
        {
            if (!_isOver)
            {
                _waiting.Enqueue(task);
                Monitor.Pulse(_waiting);
                return;
            }
        }

        ThreadPool.UnsafeQueueUserWorkItem(late => TryExecuteTask(late), task, preferLocal: false);
    }

    /// <summary>Only on this thread: elsewhere it would be work on a thread that others wait for.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && ReferenceEquals(Current, this) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_waiting)
        {
            return [.. _waiting];
        }
    }

    private void Work()
    {
        while (HasNext(out var task))
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>What was given to it before its end is still done.</summary>
    private bool HasNext([NotNullWhen(true)] out Task? task)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_isOver)
            {
                Monitor.Wait(_waiting);
            }

            return _waiting.TryDequeue(out task);
        }
    }
}
