using HomelabStorage.Backup.Targets;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>A limit on bytes a second, whatever happened before.</summary>
public sealed class BandwidthTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Scratch _scratch = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Each_second_has_its_bytes_and_a_pause_earns_none()
    {
        var bandwidth = new Bandwidth(1000, _time);
        _time.Advance(TimeSpan.FromHours(1));
        var spent = bandwidth.Spend(2000, Stop).AsTask();
        _time.Advance(TimeSpan.FromSeconds(1.8));
        Assert.False(spent.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await spent.WaitAsync(Eventually.Longest, Stop);
        Assert.True(bandwidth.Spend(100, Stop).AsTask().IsCompleted);
        Assert.False(bandwidth.Spend(100, Stop).AsTask().IsCompleted);
    }

    [Fact]
    public async Task What_a_restore_reads_is_limited_as_what_a_run_writes()
    {
        await using var target = TargetAddress.Open($"file://{_scratch.Path}", _ => null);
        await target.Store("home/books/data-1/a", output => output.WriteAsync(new byte[5000], Stop).AsTask(), Stop);
        target.Bandwidth = new Bandwidth(1000, _time);
        await using (var stored = await target.Open("home/books/data-1/a", Stop))
        {
            Assert.IsType<SlowStream>(stored);
        }

        await using var content = new SlowStream(new MemoryStream(new byte[5000]), target.Bandwidth);
        var read = content.ReadExactlyAsync(new byte[5000], Stop).AsTask();
        _time.Advance(TimeSpan.FromSeconds(4.8));
        Assert.False(read.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await read.WaitAsync(Eventually.Longest, Stop);
    }
}
