using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class LongWorkTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_of_it_is_done_on_one_thread_that_is_not_of_the_pool()
    {
        var seen = new HashSet<(int Thread, bool IsOfPool)>();
        await LongWork.Run(
            async () =>
            {
                See();
                await Task.Delay(1, Stop);
                See();
                await Parallel.ForEachAsync(
                    Enumerable.Range(0, 20),
                    new ParallelOptions { MaxDegreeOfParallelism = 3, TaskScheduler = TaskScheduler.Current, CancellationToken = Stop },
                    async (_, stop) =>
                    {
                        await Task.Delay(1, stop);
                        See();
                    });
            },
            Stop);
        Assert.False(Assert.Single(seen).IsOfPool);

        void See() => seen.Add((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
    }

    [Fact]
    public async Task What_it_returns_is_returned_and_what_it_throws_is_thrown()
    {
        Assert.Equal(5, await LongWork.Run(() => 5, Stop));
        await Assert.ThrowsAsync<InvalidOperationException>(() => LongWork.Run(Fail, Stop));

        static async Task Fail()
        {
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public async Task What_goes_on_after_its_end_is_done_by_the_pool()
    {
        using var gate = new SemaphoreSlim(0);
        var later = Task.CompletedTask;
        await LongWork.Run(
            () =>
            {
                later = Later();
                return Task.CompletedTask;
            },
            Stop);
        gate.Release();
        await later;

        async Task Later()
        {
            await gate.WaitAsync(Stop);
            Assert.True(Thread.CurrentThread.IsThreadPoolThread);
        }
    }
}
