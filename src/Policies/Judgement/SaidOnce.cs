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
        return HasTwins(sorted) ? Parted(sorted) : sorted;
    }

    private static bool HasTwins(Decision[] decisions)
    {
        var lines = new HashSet<(string, string)>(decisions.Length);
        return !Array.TrueForAll(decisions, d => lines.Add(Line(d)));
    }

    /// <summary>What is left out leaves what it rests on: an exemption from the one line is given for all that read so.</summary>
    private static List<Decision> Parted(Decision[] decisions)
    {
        var count = decisions.CountBy(Line).ToDictionary();
        var places = new Dictionary<(string, string), int>();
        var kept = new List<Decision>();
        foreach (var decision in decisions)
        {
            var finding = count[Line(decision)] > 1 && decision.Finding.Related is { } related
                ? decision.Finding with { Message = $"{related.Kind} {related.Name}: {decision.Finding.Message}" }
                : decision.Finding;
            var named = decision with { Finding = finding };
            if (places.TryAdd(Line(named), kept.Count))
            {
                kept.Add(named);
            }
            else
            {
                var (said, action) = kept[places[Line(named)]];
                kept[places[Line(named)]] = new Decision(said with { Grounds = said.Grounds.With(finding.Grounds) }, action);
            }
        }

        return kept;
    }

    private static (string Rule, string Message) Line(Decision decision) => (decision.Finding.Rule.Id, decision.Finding.Message);
}
