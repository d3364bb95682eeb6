using System.Runtime.CompilerServices;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>The rules that are on in a namespace, found once for all objects in it, and once for all namespaces of which the policy says nothing.</summary>
internal sealed class ActiveRules(StoragePolicy policy)
{
    private readonly ConditionalWeakTable<NamespaceFacts, ActiveRule[]> _own = [];
    private ActiveRule[]? _usual;

    /// <summary>The rules, in their order, with what the policy does with what they find.</summary>
    public ActiveRule[] In(NamespaceFacts ns) => !HasOwn(ns) ? _usual ??= Find(ns)
        : _own.TryGetValue(ns, out var known) ? known
        : _own.GetValue(ns, Find);

    private static bool HasOwn(NamespaceFacts ns)
    {
        for (var i = 0; i < ns.Entries.Count; i++)
        {
            if (ns.Entries[i].Rules.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private ActiveRule[] Find(NamespaceFacts ns) =>
        [.. RuleCatalog.All.Select(rule => new ActiveRule(rule, ns.Action(rule.Info.Id, policy))).Where(active => active.Action != RuleAction.Off)];

    public readonly record struct ActiveRule(Rule Rule, RuleAction Action);
}
