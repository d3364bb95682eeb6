using System.Text.Json;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What keeps pods off a node that do not tolerate it.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value; empty for none.</param>
/// <param name="Effect">What it does to pods.</param>
public sealed record Taint(string Key, string Value, string Effect)
{
    /// <summary>Kubernetes sets taints of this prefix itself while something is wrong with a node, or while it is cordoned.</summary>
    private const string OfConditions = "node.kubernetes.io/";

    /// <summary>Whether it keeps pods off at all, or is only a wish.</summary>
    public bool KeepsOff => Effect is "NoSchedule" or "NoExecute";

    /// <summary>Whether it says in what state the node is now, and not what it is for.</summary>
    public bool IsOfCondition => Key.StartsWith(OfConditions, StringComparison.Ordinal);

    /// <summary>Whether a pod tolerates it.</summary>
    public bool IsToleratedBy(PodTemplate pod) => pod.Tolerations?.Any(IsToleratedBy) == true;

    private bool IsToleratedBy(string toleration)
    {
        using var json = JsonDocument.Parse(toleration);
        var (key, isThere) = (Text(json.RootElement, "key"), Text(json.RootElement, "operator") is "Exists");
        return (key.Length == 0 ? isThere : string.Equals(key, Key, StringComparison.Ordinal))
            && (isThere || string.Equals(Text(json.RootElement, "value"), Value, StringComparison.Ordinal))
            && Text(json.RootElement, "effect") is var effect
            && (effect.Length == 0 || string.Equals(effect, Effect, StringComparison.Ordinal));
    }

    private static string Text(JsonElement toleration, string field) =>
        toleration.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
