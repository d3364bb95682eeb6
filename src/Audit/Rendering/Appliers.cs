namespace HomelabStorage.Audit.Rendering;

/// <summary>Who of those that apply others is brought by nobody: there begins what is deployed.</summary>
internal static class Appliers
{
    /// <summary>
    /// Those that nobody brings but whom they bring themselves, over however many steps; of a circle the one where it begins.
    /// </summary>
    public static IReadOnlyList<Applier> Entries(IReadOnlyList<Applier> all)
    {
        var byFile = Enumerable.Range(0, all.Count).ToLookup(i => all[i].File, StringComparer.Ordinal);
        var below = all.Select((_, i) => Reached(i, all, byFile)).ToArray();
        var over = below.SelectMany((reached, i) => reached.Select(j => (Lower: j, Upper: i))).ToLookup(p => p.Lower, p => p.Upper);
        var entries = new List<Applier>();
        var done = new HashSet<int>();
        for (var i = 0; i < all.Count; i++)
        {
            var me = i;
            var above = over[me].Where(j => j != me).ToArray();
            if (!above.All(below[me].Contains) || done.Contains(me))
            {
                continue;
            }

            int[] circle = [me, .. above];
            done.UnionWith(circle);
            entries.Add(all[circle.FirstOrDefault(j => all[j].IsBeginning, me)]);
        }

        return entries;
    }

    private static HashSet<int> Reached(int from, IReadOnlyList<Applier> all, ILookup<string, int> byFile)
    {
        var reached = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var at))
        {
            foreach (var below in all[at].Files.SelectMany(file => byFile[file]).Where(reached.Add))
            {
                open.Push(below);
            }
        }

        return reached;
    }
}
