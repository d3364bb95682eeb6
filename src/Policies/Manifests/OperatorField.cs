namespace HomelabStorage.Policies.Manifests;

/// <summary>Something that is read of an operator's object.</summary>
/// <param name="Name">Our word for it.</param>
/// <param name="Paths">JSON Pointers to where it may be; the first that leads somewhere counts. <c>*</c> is every item, a mapping reads as its own key.</param>
public sealed record OperatorField(string Name, IReadOnlyList<string> Paths)
{
    /// <summary>Whether it is of the status, and so of the past.</summary>
    public bool IsOfStatus => Paths.Any(path => path.StartsWith("/status/", StringComparison.Ordinal));
}
