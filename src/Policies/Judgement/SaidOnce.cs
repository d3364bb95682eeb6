namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// The findings of one object, no two of which read the same. Where two do, because two workloads of one image mount one claim, each names its own; what
/// then still reads the same says nothing new, and the stronger is kept.
/// </summary>
internal static class SaidOnce
{
    /// <summary>The findings, strongest first.</summary>
    public static IReadOnlyList<Decision> Of(List<Decision> decisions)
    {
        if (decisions.Count < 2)
        {
            return decisions;
        }

        Decision[] sorted = [.. decisions.OrderByDescending(d => d.Action)];
        return HasTwins(sorted) ? [.. Parted(sorted)] : sorted;
    }

    private static bool HasTwins(Decision[] decisions)
    {
        var lines = new HashSet<(string, string)>(decisions.Length);
        return !Array.TrueForAll(decisions, d => lines.Add(Line(d)));
    }

    private static IEnumerable<Decision> Parted(Decision[] decisions)
    {
        var count = decisions.CountBy(Line).ToDictionary();
        var said = new HashSet<(string, string)>();
        foreach (var decision in decisions)
        {
            var named = count[Line(decision)] > 1 && decision.Finding.Related is { } related
                ? decision with { Finding = decision.Finding with { Message = $"{related.Kind} {related.Name}: {decision.Finding.Message}" } }
                : decision;
            if (said.Add(Line(named)))
            {
                yield return named;
            }
        }
    }

    private static (string Rule, string Message) Line(Decision decision) => (decision.Finding.Rule.Id, decision.Finding.Message);
}
