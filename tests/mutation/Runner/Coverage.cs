using System.Diagnostics;
using System.Text.Json;

namespace HomelabStorage.Runner;

/// <summary>Which mutants' places each test reaches, and how long it takes.</summary>
internal sealed record Coverage
{
    /// <summary>The mutants that each test reaches.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Reached { get; init; }

    public required IReadOnlyList<double> Milliseconds { get; init; }

    /// <summary>The mutants that are reached only while tests are listed or something static is made, once in a process, or then as well.</summary>
    public required IReadOnlyList<int> AtStart { get; init; }

    /// <summary>The coverage in a file, or, where there is none, measured and written there.</summary>
    public static Coverage Of(string engine, string file)
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file, JsonSerializer.Serialize(Measured(engine)));
        }

        return JsonSerializer.Deserialize<Coverage>(File.ReadAllText(file))!;
    }

    private static Coverage Measured(string engine)
    {
        // Once cold, to see what runs only while something static is made; once warm, for what each test reaches.
        var bench = new Bench(engine);
        var failed = new List<string>();
        var cold = bench.Reached(() => failed.AddRange(bench.Tests.Where(t => !Bench.Passes(t)).Select(t => t.Name)));
        if (failed.Count > 0)
        {
            throw new InvalidOperationException($"without any mutant these fail:\n{string.Join('\n', failed)}");
        }

        Console.WriteLine($"{bench.Tests.Count} tests "
            + $"pass: {string.Join(", ", bench.Tests.CountBy(t => t.Method.DeclaringType!.Name).Select(c => $"{c.Value} of {c.Key}"))}");
        var reached = new List<IReadOnlyList<int>>();
        var milliseconds = new List<double>();
        foreach (var test in bench.Tests)
        {
            var begun = Stopwatch.GetTimestamp();
            reached.Add(bench.Reached(() => Bench.Passes(test))[0]);
            milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        Console.WriteLine($"{milliseconds.Sum() / 1000:F1} s warm; the longest:");
        foreach (var (test, time) in bench.Tests.Zip(milliseconds).OrderByDescending(t => t.Second).Take(10))
        {
            Console.WriteLine($"  {time,7:F0} ms {test.Name[..Math.Min(test.Name.Length, 120)]}");
        }

        return new Coverage
        {
            Reached = reached,
            Milliseconds = milliseconds,
            AtStart = [.. cold[0].Union(bench.Listed).Except(reached.SelectMany(r => r)).Union(cold[1])],
        };
    }
}
