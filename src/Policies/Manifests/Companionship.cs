namespace HomelabStorage.Policies.Manifests;

/// <summary>Pods on whose node a pod has to run, or may not, as a required pod affinity or anti-affinity says.</summary>
/// <param name="Pods">The pods, by their labels.</param>
/// <param name="Namespaces">Where they are; empty for the pod's own namespace.</param>
public sealed record Companionship(LabelSelector Pods, IReadOnlyList<string> Namespaces)
{
    /// <summary>The label with which a StatefulSet names each of its pods.</summary>
    private const string PodName = "statefulset.kubernetes.io/pod-name";

    /// <summary>Whether pods of a workload are meant by a pod of a namespace.</summary>
    public bool Joins(string ns, Workload workload) => IsWhere(ns, workload) && (Pods.Matches(workload.Pod.Metadata.Labels) || NamesPodOf(workload));

    private bool IsWhere(string ns, Workload workload) => Namespaces.Count == 0
        ? ns.Length == 0 || workload.Namespace.Length == 0 || string.Equals(ns, workload.Namespace, StringComparison.Ordinal)
        : Namespaces.Contains(workload.Namespace, StringComparer.Ordinal);

    private bool NamesPodOf(Workload workload)
    {
        if (workload.Reference.Kind is not "StatefulSet" || !(Pods.Labels.ContainsKey(PodName) || Pods.Requirements.Any(r => r.Key is PodName)))
        {
            return false;
        }

        var named = Pods.Requirements
            .Where(r => r.Key is PodName)
            .SelectMany(r => r.Values)
            .Concat(Pods.Labels.Where(l => l.Key is PodName).Select(l => l.Value));
        return named.Any(name => new ClaimSeries($"{workload.Name}-").TryNumber(name, out var number)
            && workload.HasPod(number)
            && Pods.Matches(new Dictionary<string, string>(workload.Pod.Metadata.Labels, StringComparer.Ordinal) { [PodName] = name }));
    }
}
