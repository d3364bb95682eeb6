using System.Diagnostics;

namespace HomelabStorage.Runner;

/// <summary>Puts mutants to a test.</summary>
/// <param name="engine">An engine with <see cref="Switches"/>.</param>
internal sealed class Probe(string engine)
{
    // Processor time, so that a busy machine kills no mutant; a test that waits for something takes none, and has five minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private Bench _bench = new(engine);

    /// <summary>The tests, as they are listed where every mutant is asleep.</summary>
    public IReadOnlyList<Test> Tests => _bench.Tests;

    /// <summary>Whether a thread of this process never ends.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>In the process as it is, where only the switches are turned.</summary>
    /// <param name="mutants">The mutants that are awake.</param>
    /// <param name="at">The test.</param>
    public Outcome Warm(IReadOnlyList<Mutant> mutants, int at)
    {
        var outcome = Put(_bench, mutants, at, Longest);
        if (outcome is Outcome.Killed && !Bench.Passes(_bench.Tests[at]))
        {
            // Something that outlives the mutant was spoilt, by this one or by one before it: what fails on a fresh bench too is killed by this one.
            Renew();
            outcome = Put(_bench, mutants, at, Longest * 3);
            Renew();
        }

        return outcome;
    }

    /// <summary>
    /// On a bench of its own, for what is made once and kept: the first of some tests that notices one of these mutants, by its place among them, and how.
    /// </summary>
    /// <param name="mutants">The mutants that are awake from the beginning.</param>
    /// <param name="tests">The tests; none where not even listing them works.</param>
    public (int At, Outcome Outcome) Cold(IReadOnlyList<Mutant> mutants, IReadOnlyList<int> tests)
    {
        Bench bench;
        try
        {
            bench = new Bench(engine, mutants);
        }
#pragma warning disable CA1031 // The tests cannot even be listed: xunit would report that as a failure.
        catch (Exception)
#pragma warning restore CA1031
        {
            return (0, Outcome.Killed);
        }

        try
        {
            for (var at = 0; at < tests.Count; at++)
            {
                if (tests[at] < bench.Tests.Count && Put(bench, mutants, tests[at], Longest * 3) is not Outcome.Survived and var outcome)
                {
                    return (at, outcome);
                }
            }

            return (tests.Count, Outcome.Survived);
        }
        finally
        {
            bench.Unload();
        }
    }

    private void Renew()
    {
        _bench.Unload();
        _bench = new Bench(engine);
    }

    private Outcome Put(Bench bench, IReadOnlyList<Mutant> mutants, int at, TimeSpan longest)
    {
        var passes = false;
        var thread = new Thread(() => passes = Bench.Passes(bench.Tests[at]), maxStackSize: 16 * 1024 * 1024) { IsBackground = true };
        bench.Wake(mutants);
        thread.Start();
        var ends = Ends(thread, longest);

        // Most endless loops ask in each round whether their mutant is awake, and end when it is not.
        bench.Wake();
        if (ends)
        {
            return passes ? Outcome.Survived : Outcome.Killed;
        }

        IsStuck |= !Ends(thread, Longest);
        return Outcome.TimedOut;
    }

    /// <summary>Whether a thread ends before the process, which does nothing else meanwhile, has taken so much processor time.</summary>
    private static bool Ends(Thread thread, TimeSpan longest)
    {
        var (begun, waited) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (Environment.CpuUsage.TotalTime - begun > longest || waited.Elapsed > LongestWait)
            {
                return false;
            }
        }

        return true;
    }
}
