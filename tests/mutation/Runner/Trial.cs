namespace HomelabStorage.Runner;

/// <summary>Puts mutants to the tests that reach them: each to the likeliest ones, and those that are left, several at once, to the rest.</summary>
/// <param name="probe">Puts mutants to a test.</param>
/// <param name="coverage">Which test reaches which mutant.</param>
internal sealed class Trial(Probe probe, Coverage coverage)
{
    private const long MostMemory = 1_200_000_000;

    // By the time that each took when the reached mutants were found. What is noticed is noticed at once, nearly always.
    private static readonly TimeSpan MostLikely = TimeSpan.FromSeconds(2);

    // What so much of the tests does not notice counts as survived. All but the last few fit in: a sweep over whole households takes a sixth of the time
    // of all.
    private static readonly TimeSpan MostTests = TimeSpan.FromSeconds(90);

    private readonly ILookup<int, int> _reaching = coverage.Reached.SelectMany((ids, test) => ids.Select(id => (id, test))).ToLookup(p => p.id, p => p.test);
    private readonly HashSet<int> _atStart = [.. coverage.AtStart];
    private readonly Dictionary<(string File, int Test), int> _kills = [];
    private readonly Dictionary<int, int> _killsAtStart = [];

    /// <summary>Whether this process is of no more use.</summary>
    public bool IsOver => probe.IsStuck || Environment.WorkingSet > MostMemory;

    /// <summary>What becomes of a mutant at the likeliest tests, and by which of them; open where there are more.</summary>
    public (Outcome Outcome, string By) AtFirst(Mutant mutant)
    {
        var tests = Warm(mutant);
        var taken = 0.0;
        int[] first = [.. tests.TakeWhile(test => (taken += coverage.Milliseconds[test]) <= MostLikely.TotalMilliseconds)];
        foreach (var test in first)
        {
            if (probe.Warm([mutant], test) is not Outcome.Survived and var outcome)
            {
                return (outcome, Noticed(mutant, test));
            }
        }

        if (!_atStart.Contains(mutant.Id))
        {
            return (tests.Count == 0 ? Outcome.NotReached : first.Length < tests.Count ? Outcome.Open : Outcome.Survived, string.Empty);
        }

        int[] cold = [.. Cold(mutant).Take(60)];
        var (at, found) = probe.Cold([mutant], cold);
        return found is Outcome.Survived ? (Outcome.Open, string.Empty) : (found, NoticedAtStart(cold[at]));
    }

    /// <summary>What becomes of mutants that the likeliest tests did not notice, at all the others, as it becomes known.</summary>
    public IEnumerable<(Mutant Mutant, Outcome Outcome, string By)> Together(IReadOnlyList<Mutant> mutants)
    {
        var left = mutants.ToList();
        var of = mutants.ToDictionary(m => m, m => Warm(m).ToHashSet());
        foreach (var test in of.Values.SelectMany(tests => tests).Distinct().OrderBy(test => coverage.Milliseconds[test]).ToArray())
        {
            foreach (var (mutant, outcome) in Noticed([.. left.Where(m => of[m].Contains(test))], awake => probe.Warm(awake, test)).ToArray())
            {
                left.Remove(mutant);
                yield return (mutant, outcome, Noticed(mutant, test));
            }

            if (probe.IsStuck)
            {
                yield break;
            }
        }

        foreach (var mutant in left.Where(m => !_atStart.Contains(m.Id)).ToArray())
        {
            left.Remove(mutant);
            yield return (mutant, Outcome.Survived, string.Empty);
        }

        // What is made once is made anew for the tests after one that noticed something.
        var tests = left.Select(m => Cold(m).ToArray()).MaxBy(cold => cold.Length) ?? [];
        while (left.Count > 0)
        {
            var (at, found) = probe.Cold(left, tests);
            if (found is Outcome.Survived)
            {
                break;
            }

            foreach (var (mutant, outcome) in Noticed(left, awake => probe.Cold(awake, tests[at..(at + 1)]).Outcome).ToArray())
            {
                left.Remove(mutant);
                yield return (mutant, outcome, NoticedAtStart(tests[at]));
            }

            if (probe.IsStuck)
            {
                yield break;
            }

            tests = tests[(at + 1)..];
        }

        foreach (var mutant in left)
        {
            yield return (mutant, Outcome.Survived, string.Empty);
        }
    }

    /// <summary>Which of some mutants a test notices by themselves, found by halves; those that it notices only together count as not noticed.</summary>
    private static IEnumerable<(Mutant Mutant, Outcome Outcome)> Noticed(IReadOnlyList<Mutant> mutants, Func<IReadOnlyList<Mutant>, Outcome> put)
    {
        if (mutants.Count == 0)
        {
            return [];
        }

        var outcome = put(mutants);
        if (outcome is Outcome.Survived || mutants.Count == 1)
        {
            return outcome is Outcome.Survived ? [] : [(mutants[0], outcome)];
        }

        var half = mutants.Count / 2;
        return [.. Noticed([.. mutants.Take(half)], put), .. Noticed([.. mutants.Skip(half)], put)];
    }

    private string Noticed(Mutant mutant, int test)
    {
        _kills[(mutant.File, test)] = _kills.GetValueOrDefault((mutant.File, test)) + 1;
        return probe.Tests[test].Name;
    }

    private string NoticedAtStart(int test)
    {
        _killsAtStart[test] = _killsAtStart.GetValueOrDefault(test) + 1;
        return probe.Tests[test].Name;
    }

    private List<int> Warm(Mutant mutant) => Likeliest(mutant, _reaching[mutant.Id]);

    /// <summary>Any test may have to do with what is made once and kept.</summary>
    private IEnumerable<int> Cold(Mutant mutant) => _killsAtStart.OrderByDescending(kills => kills.Value)
        .Select(kills => kills.Key)
        .Union(Likeliest(mutant, Enumerable.Range(0, probe.Tests.Count)));

    /// <summary>The tests that killed most in the same file first, then those that are named after it, then the quick ones.</summary>
    private List<int> Likeliest(Mutant mutant, IEnumerable<int> tests)
    {
        var isOfOneObject = mutant.File.StartsWith("Rules/", StringComparison.Ordinal) || mutant.File.StartsWith("Resolution/", StringComparison.Ordinal);
        var stem = Path.GetFileNameWithoutExtension(mutant.File);
        var rule = string.Concat(stem.Select((c, at) => char.IsUpper(c) ? (at > 0 ? "-" : string.Empty) + char.ToLowerInvariant(c) : $"{c}"));
        var ordered =
            from test in tests
            where !(isOfOneObject && probe.Tests[test].IsOfDoors)
            let name = probe.Tests[test].Name
            orderby _kills.GetValueOrDefault((mutant.File, test)) descending,
                name.Contains(stem, StringComparison.Ordinal) || name.Contains(rule, StringComparison.Ordinal) descending,
                coverage.Milliseconds[test]
            select test;
        var taken = 0.0;
        return [.. ordered.TakeWhile(test => (taken += coverage.Milliseconds[test]) <= MostTests.TotalMilliseconds)];
    }
}
