using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What a pod asks of the labels of its node.</summary>
internal static class NodeLabels
{
    /// <summary>Labels that the nodes of a cluster have in common as a rule: the system that they run.</summary>
    private static readonly string[] OfAll = ["kubernetes.io/os", "beta.kubernetes.io/os"];

    /// <summary>
    /// The labels without which a node is none for the pod, as messages say them: <c>gpu=yes</c>; empty where there are none. What a pod avoids leaves it
    /// others.
    /// </summary>
    public static string Asked(PodTemplate pod)
    {
        var terms = pod.NodeLabels.Select(Asked).ToArray();
        return terms.Length == 0 || terms.Any(term => term.Length == 0) ? string.Empty : string.Join(" or ", terms.Distinct(StringComparer.Ordinal));
    }

    private static string Asked(LabelSelector term) => string.Join(
        " and ",
        term.Labels
            .OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => (label.Key, Text: $"{label.Key}={label.Value}"))
            .Concat(term.Requirements
                .Where(asked => asked.Operator is not ("NotIn" or "DoesNotExist"))
                .Select(asked => (asked.Key, Text: asked.Values.Count > 0 ? $"{asked.Key}={string.Join('|', asked.Values)}" : asked.Key)))
            .Where(asked => !OfAll.Contains(asked.Key, StringComparer.Ordinal))
            .Select(asked => asked.Text));
}
