using System.Diagnostics;

namespace HomelabStorage.Runner;

/// <summary>Puts one mutant after the other to the tests that reach it, until one fails.</summary>
internal sealed class Trial(string engine, Coverage coverage)
{
    private const long MostMemory = 1_200_000_000;

    // Processor time, so that a busy machine kills no mutant; a test that waits for something takes none, and has five minutes.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    // What so much of the tests, by the time that each took when the reached mutants were found, does not notice counts as survived. All but the last few
    // fit in: a sweep over whole households takes a third of the time of all tests.
    private static readonly TimeSpan MostTests = TimeSpan.FromSeconds(90);

    private readonly ILookup<int, int> _reaching = coverage.Reached.SelectMany((ids, test) => ids.Select(id => (id, test))).ToLookup(p => p.id, p => p.test);
    private readonly HashSet<int> _atStart = [.. coverage.AtStart];
    private readonly Dictionary<(string File, int Test), int> _kills = [];
    private readonly Dictionary<int, int> _killsAtStart = [];
    private Bench _bench = new(engine, Bench.NoMutant);
    private bool _isStuck;

    /// <summary>Whether this process is of no more use.</summary>
    public bool IsOver => _isStuck || Environment.WorkingSet > MostMemory;

    /// <summary>What becomes of a mutant, and by which test.</summary>
    public (Outcome Outcome, string By) Of(Mutant mutant)
    {
        var warm = OfWarm(mutant);
        return warm.Outcome is Outcome.Survived or Outcome.NotReached && _atStart.Contains(mutant.Id) && !_isStuck ? OfStart(mutant) : warm;
    }

    /// <summary>In the process as it is, where only the switch is turned.</summary>
    private (Outcome Outcome, string By) OfWarm(Mutant mutant)
    {
        var tests = Likeliest(mutant, _reaching[mutant.Id]);
        foreach (var test in tests)
        {
            var (outcome, by) = Put(_bench, mutant, test, Longest);
            if (outcome is Outcome.Killed && !Bench.Passes(_bench.Tests[test]))
            {
                // Something that outlives the mutant was spoilt, by this one or by one before it: what fails on a fresh bench too is killed by this one.
                Renew();
                (outcome, by) = Put(_bench, mutant, test, Longest * 3);
                Renew();
            }

            if (outcome is not Outcome.Survived)
            {
                _kills[(mutant.File, test)] = _kills.GetValueOrDefault((mutant.File, test)) + 1;
                return (outcome, by);
            }
        }

        return (tests.Count == 0 ? Outcome.NotReached : Outcome.Survived, string.Empty);
    }

    /// <summary>On a bench of its own, for what is made once and kept; any test may have to do with it.</summary>
    private (Outcome Outcome, string By) OfStart(Mutant mutant)
    {
        Bench bench;
        try
        {
            bench = new Bench(engine, mutant.Id);
        }
#pragma warning disable CA1031 // The tests cannot even be listed: xunit would report that as a failure.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (Outcome.Killed, $"listing the tests: {e.GetBaseException().Message}");
        }

        try
        {
            var known = _killsAtStart.OrderByDescending(kills => kills.Value).Select(kills => kills.Key).ToArray();
            foreach (var test in known.Union(Likeliest(mutant, Enumerable.Range(0, bench.Tests.Count))))
            {
                if (Put(bench, mutant, test, Longest * 3) is { Outcome: not Outcome.Survived } found)
                {
                    _killsAtStart[test] = _killsAtStart.GetValueOrDefault(test) + 1;
                    return found;
                }
            }

            return (Outcome.Survived, string.Empty);
        }
        finally
        {
            bench.Unload();
        }
    }

    private void Renew()
    {
        _bench.Unload();
        _bench = new Bench(engine, Bench.NoMutant);
    }

    private (Outcome Outcome, string By) Put(Bench bench, Mutant mutant, int at, TimeSpan longest)
    {
        var test = bench.Tests[at];
        var passes = false;
        var thread = new Thread(() => passes = Bench.Passes(test), maxStackSize: 16 * 1024 * 1024) { IsBackground = true };
        bench.Mutant = mutant.Id;
        thread.Start();
        if (Ends(thread, longest))
        {
            bench.Mutant = Bench.NoMutant;
            return (passes ? Outcome.Survived : Outcome.Killed, passes ? string.Empty : test.Name);
        }

        // Most endless loops ask in each round whether their mutant is awake, and end when it is not.
        bench.Mutant = Bench.NoMutant;
        _isStuck = !Ends(thread, Longest);
        return (Outcome.TimedOut, test.Name);
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

    /// <summary>The tests that killed most in the same file first, then those that are named after it, then the quick ones.</summary>
    private List<int> Likeliest(Mutant mutant, IEnumerable<int> tests)
    {
        var isOfOneObject = mutant.File.StartsWith("Rules/", StringComparison.Ordinal) || mutant.File.StartsWith("Resolution/", StringComparison.Ordinal);
        var stem = Path.GetFileNameWithoutExtension(mutant.File);
        var rule = string.Concat(stem.Select((c, at) => char.IsUpper(c) ? (at > 0 ? "-" : string.Empty) + char.ToLowerInvariant(c) : $"{c}"));
        var ordered =
            from test in tests
            where !(isOfOneObject && _bench.Tests[test].IsOfDoors)
            let name = _bench.Tests[test].Name
            orderby _kills.GetValueOrDefault((mutant.File, test)) descending,
                name.Contains(stem, StringComparison.Ordinal) || name.Contains(rule, StringComparison.Ordinal) descending,
                coverage.Milliseconds[test]
            select test;
        var taken = 0.0;
        return [.. ordered.TakeWhile(test => (taken += coverage.Milliseconds[test]) <= MostTests.TotalMilliseconds)];
    }
}
