using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>What was found about an object before a change, by what makes a finding the same one.</summary>
internal sealed class EarlierFindings
{
    private readonly Dictionary<(string Rule, string Key, RuleAction Action), int> _extents = [];

    public EarlierFindings(IReadOnlyList<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            var same = (decision.Finding.Rule.Id, decision.Finding.Key, decision.Action);
            _extents[same] = Math.Max(decision.Finding.Extent, _extents.GetValueOrDefault(same));
        }
    }

    /// <summary>Whether it was there before, as bad as it is now.</summary>
    public bool Cover(Decision now)
    {
        for (var action = now.Action; action <= RuleAction.Deny; action++)
        {
            if (_extents.TryGetValue((now.Finding.Rule.Id, now.Finding.Key, action), out var extent) && extent >= now.Finding.Extent)
            {
                return true;
            }
        }

        return false;
    }
}
