using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>How backends are spelled in reports: a protocol, or what stands in for one.</summary>
public static class BackendWords
{
    /// <summary>The spelling of a backend.</summary>
    public static string Spell(Backend backend) => backend switch
    {
        Backend.Known known => Words.Protocols.Spell(known.Traits.Protocol),
        Backend.Ephemeral => "ephemeral",
        Backend.Projection => "configuration",
        _ => "unknown",
    };
}
