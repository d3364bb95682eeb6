namespace HomelabStorage.Policies.Manifests;

/// <summary>A port of a Service.</summary>
/// <param name="Number">Where the Service answers.</param>
/// <param name="Target">Where the pod does, as a number or as the name of a container's port; empty for the same number.</param>
/// <param name="OfNodes">Where every node does; 0 where that is not written.</param>
public sealed record ServicePort(int Number, string Target, int OfNodes);
