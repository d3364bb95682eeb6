using System.Diagnostics;
using HomelabStorage.Audit.Rendering;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Waiting for a program that was started.</summary>
public sealed class AnswerTests
{
    [Fact]
    public void A_clock_that_rings_when_all_is_over_ends_nothing()
    {
        var clock = new Clock();
        using (var process = Echo())
        {
            Assert.Equal("done", Answer.Of(process, 1000, TimeSpan.FromMinutes(1), clock)!.Output.Trim());
        }

        Assert.Null(Record.Exception(clock.Ring));
    }

    [Fact]
    public void A_program_that_takes_too_long_is_ended()
    {
        var clock = new Clock { RingsAtOnce = true };
        using var process = Echo("exec sleep 600");
        Assert.Null(Answer.Of(process, 1000, TimeSpan.FromMinutes(1), clock));
        Assert.True(process.HasExited);
    }

    private static Process Echo(string script = "echo done") =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>A clock that rings when it is told to, also after it was stopped.</summary>
    private sealed class Clock : TimeProvider
    {
        private Action _ring = () => { };

        public bool RingsAtOnce { get; init; }

        public void Ring() => _ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            if (RingsAtOnce)
            {
                _ring();
            }

            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
