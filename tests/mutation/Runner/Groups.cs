namespace HomelabStorage.Runner;

/// <summary>Mutants that are awake together.</summary>
internal static class Groups
{
    private const int Most = 24;

    // Of two mutants of the same expression or block only the outer one is ever asked.
    private const int Apart = 40;

    /// <summary>Puts mutants into groups in which none is near another one of the same file.</summary>
    public static IReadOnlyList<IReadOnlyList<Mutant>> Of(IEnumerable<Mutant> mutants)
    {
        var groups = new List<List<Mutant>>();
        foreach (var mutant in mutants)
        {
            if (groups.Find(g => g.Count < Most && !g.Exists(m => IsNear(m, mutant))) is { } group)
            {
                group.Add(mutant);
            }
            else
            {
                groups.Add([mutant]);
            }
        }

        return groups;
    }

    private static bool IsNear(Mutant one, Mutant other) =>
        string.Equals(one.File, other.File, StringComparison.Ordinal) && Math.Abs(one.Line - other.Line) < Apart;
}
