using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>The JSON Schema of policy files.</summary>
public static class PolicySchema
{
    /// <summary>The schema as text.</summary>
    public static string Text() => SectionSchema.Text("policy", "HomelabStorage policy", SectionShape.Of(PolicySection.Read), WordsOf);

    private static IReadOnlyList<string> WordsOf(string key) => key switch
    {
        "criticality" or "usualCriticality" => Words.Criticalities.Spellings,
        "data" or "otherwise" or "also" => Words.DataKinds.Spellings,
        "protocol" or "never" or "avoid" => Words.Protocols.Spellings,
        "where" => Words.Whereabouts.Spellings,
        "locks" => Words.Locks.Spellings,
        "engine" => Words.Engines.Spellings,
        "strategy" => Words.Strategies.Spellings,
        "backup" => Words.Copying.Spellings,
        "emit" => ShippedCatalog.Index.RunnerNames,
        "action" => Words.Actions.Spellings,
        "accessModes" or "blockAccessModes" => Words.AccessModes.Spellings,
        "rule" => [.. RuleCatalog.All.Select(r => r.Info.Id)],
        "confidence" => ["high", "medium", "low"],
        _ => [],
    };
}
