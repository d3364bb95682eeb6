using HomelabStorage.Runner;

// Runner ENGINE REPORT FOLDER [PART...]: the engine that holds every mutant, Stryker's report that names them, where the results go, and, where not all are
// asked for, the beginnings of the files that are.
// 0 when all is done. 75 when a new process has to go on: this one holds a thread that never ends, or too much memory.
var (engine, report, folder) = (Path.GetFullPath(args[0]), args[1], args[2]);
var mutants = Mutant.Read(report).Where(m => args.Length == 3 || args[3..].Any(part => m.File.StartsWith(part, StringComparison.Ordinal))).ToArray();
using var results = new Results(Path.Combine(folder, "results.txt"));
if (results.LeftRunning is [var fatal])
{
    results.End(fatal, Outcome.Crashed, "the process ended");
}

var switched = Switches.Added(engine, folder);
var probe = new Probe(switched);
var trial = new Trial(probe, Coverage.Of(switched, Path.Combine(folder, "coverage.json")));
foreach (var mutant in mutants.Where(m => !results.Has(m.Id)))
{
    results.Begin(mutant.Id);
    var (outcome, by) = trial.AtFirst(mutant);
    results.End(mutant.Id, outcome, by);
    if (trial.IsOver)
    {
        return 75;
    }
}

// One of those at which a process ended may do it again, and then it is known which.
var open = mutants.Where(m => results.Of(m.Id).Outcome is Outcome.Open).ToLookup(m => results.LeftRunning.Contains(m.Id));
foreach (var group in open[true].Select(m => new[] { m }).Concat<IReadOnlyList<Mutant>>(Groups.Of(open[false])))
{
    results.Begin(group.Select(m => m.Id));
    foreach (var (mutant, outcome, by) in trial.Together(group))
    {
        results.End(mutant.Id, outcome, by);
    }

    if (trial.IsOver)
    {
        return 75;
    }
}

Score.Write(mutants, results, Path.Combine(folder, "score.md"), Path.Combine(folder, "survivors.txt"));
return 0;
