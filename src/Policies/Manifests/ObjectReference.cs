namespace HomelabStorage.Policies.Manifests;

/// <summary>Names one object. The namespace is empty for cluster-scoped objects and for manifests that do not say theirs.</summary>
public sealed record ObjectReference(string ApiVersion, string Kind, string Namespace, string Name)
{
    /// <summary>The reference as messages write it: <c>Deployment linkding/linkding</c>.</summary>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}
