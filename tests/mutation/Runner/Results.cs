using System.Globalization;

namespace HomelabStorage.Runner;

/// <summary>The outcomes so far, in a file, so that a process that ends can be followed by another.</summary>
internal sealed class Results : IDisposable
{
    private readonly Dictionary<int, (Outcome Outcome, string By)> _outcomes = [];
    private readonly StreamWriter _file;

    public Results(string file)
    {
        int[] begun = [];
        foreach (var words in File.Exists(file) ? File.ReadLines(file).Select(l => l.Split('\t')) : [])
        {
            int[] ids = [.. words[0].Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
            if (words.Length == 1)
            {
                begun = ids;
            }
            else
            {
                _outcomes[ids[0]] = (Enum.Parse<Outcome>(words[1]), words[2]);
                begun = [.. begun.Except(ids)];
            }
        }

        LeftRunning = begun;

        _file = new StreamWriter(file, append: true) { AutoFlush = true };
    }

    /// <summary>The mutants at which the process before this one ended.</summary>
    public IReadOnlyList<int> LeftRunning { get; }

    public bool Has(int mutant) => _outcomes.ContainsKey(mutant);

    public (Outcome Outcome, string By) Of(int mutant) => _outcomes[mutant];

    public void Begin(params IEnumerable<int> mutants) => _file.WriteLine(string.Join(' ', mutants));

    public void End(int mutant, Outcome outcome, string by)
    {
        _outcomes[mutant] = (outcome, by);
        _file.WriteLine($"{mutant}\t{outcome}\t{by.ReplaceLineEndings(" ").Replace('\t', ' ')}");
    }

    public void Dispose() => _file.Dispose();
}
