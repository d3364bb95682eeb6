using System.Collections.Frozen;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The nodes that something is bound to by their names.</summary>
internal static class NodeNames
{
    /// <summary>The label with which every node says its name.</summary>
    public const string HostName = "kubernetes.io/hostname";

    /// <summary>Drivers label nodes with their names under keys of their own, which end like these.</summary>
    private static readonly string[] KeysOfDrivers = ["/node", "/nodename", "/nodeid", "/hostname"];

    /// <summary>The nodes that a pod may run on.</summary>
    public static IReadOnlyList<string> OfPod(JsonElement podSpec) =>
        podSpec.Text("nodeName"u8) is { Length: > 0 } name ? [name]
        : podSpec.Field("nodeSelector"u8) is { ValueKind: JsonValueKind.Object } selector && selector.AsMap().TryGetValue(HostName, out var chosen) ? [chosen]
        : OfTerms(podSpec.Field("affinity"u8).Field("nodeAffinity"u8).Field("requiredDuringSchedulingIgnoredDuringExecution"u8));

    /// <summary>The nodes that terms of a node affinity choose, of which one is enough; none where one of them chooses otherwise than by names.</summary>
    public static IReadOnlyList<string> OfTerms(JsonElement affinity)
    {
        List<string>? nodes = null;
        foreach (var term in affinity.Items("nodeSelectorTerms"u8))
        {
            var named = Named(term);
            if (named.Count == 0)
            {
                return [];
            }

            (nodes ??= []).AddRange(named);
        }

        return nodes is null ? [] : [.. nodes.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>What a pod asks of the labels of its node: the labels of its selector, with each of the terms of its affinity.</summary>
    public static IReadOnlyList<LabelSelector> LabelsOfPod(JsonElement podSpec)
    {
        var selector = podSpec.Field("nodeSelector"u8);
        var terms = podSpec.Field("affinity"u8).Field("nodeAffinity"u8).Field("requiredDuringSchedulingIgnoredDuringExecution"u8);
        if (selector.ValueKind != JsonValueKind.Object && terms.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var labels = selector.ValueKind == JsonValueKind.Object ? selector.AsMap() : FrozenDictionary<string, string>.Empty;
        return LabelsOf(terms, labels) is { Length: > 0 } asked ? asked : [new LabelSelector(labels, [])];
    }

    /// <summary>What terms of a node affinity ask of the labels of a node, one of which is enough.</summary>
    public static IReadOnlyList<LabelSelector> LabelsOfTerms(JsonElement affinity) => LabelsOf(affinity, FrozenDictionary<string, string>.Empty);

    private static LabelSelector[] LabelsOf(JsonElement affinity, IReadOnlyDictionary<string, string> labels) =>
    [
        .. affinity.Items("nodeSelectorTerms"u8).Select(term => new LabelSelector(
            labels,
            [.. term.Items("matchExpressions"u8).Select(e => new LabelRequirement(e.Text("key"u8), e.Text("operator"u8), [.. e.Texts("values"u8)]))])),
    ];

    private static IReadOnlyList<string> Named(JsonElement term)
    {
        foreach (var field in term.Items("matchFields"u8))
        {
            if (field.Text("operator"u8) is "In" && field.Text("key"u8) is "metadata.name")
            {
                return field.Texts("values"u8);
            }
        }

        foreach (var expression in term.Items("matchExpressions"u8))
        {
            var key = expression.Text("key"u8);
            if (expression.Text("operator"u8) is "In"
                && (string.Equals(key, HostName, StringComparison.Ordinal) || KeysOfDrivers.Any(end => key.EndsWith(end, StringComparison.Ordinal))))
            {
                return expression.Texts("values"u8);
            }
        }

        return [];
    }
}
