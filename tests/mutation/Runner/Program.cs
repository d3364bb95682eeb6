using HomelabStorage.Runner;

// Runner ENGINE REPORT FOLDER [PART...]: the engine that holds every mutant, Stryker's report that names them, where the results go, and, where not all are
// asked for, the beginnings of the files that are.
// 0 when all is done. 75 when a new process has to go on: this one holds a thread that never ends, or too much memory.
var (engine, report, folder) = (Path.GetFullPath(args[0]), args[1], args[2]);
var mutants = Mutant.Read(report).Where(m => args.Length == 3 || args[3..].Any(part => m.File.StartsWith(part, StringComparison.Ordinal))).ToArray();
using var results = new Results(Path.Combine(folder, "results.txt"));
if (results.LeftRunning is { } fatal)
{
    results.End(fatal, Outcome.Crashed, "the process ended");
}

var coverage = Coverage.Of(engine, Path.Combine(folder, "coverage.json"));
var trial = new Trial(engine, coverage);
foreach (var mutant in mutants.Where(m => !results.Has(m.Id)))
{
    results.Begin(mutant.Id);
    var (outcome, by) = trial.Of(mutant);
    results.End(mutant.Id, outcome, by);
    if (trial.IsOver)
    {
        return 75;
    }
}

Score.Write(mutants, results, Path.Combine(folder, "score.md"), Path.Combine(folder, "survivors.txt"));
return 0;
