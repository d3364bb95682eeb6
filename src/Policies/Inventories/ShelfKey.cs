namespace HomelabStorage.Policies.Inventories;

/// <summary>What manifests stand under: a name, alone or in a namespace. To ask for one takes no text of the two.</summary>
internal readonly record struct ShelfKey
{
    private readonly bool _isInNamespace;
    private readonly string _namespace;
    private readonly string _name;

    private ShelfKey(bool isInNamespace, string ns, string name) => (_isInNamespace, _namespace, _name) = (isInNamespace, ns, name);

    /// <summary>A name alone.</summary>
    public static implicit operator ShelfKey(string name) => new(isInNamespace: false, string.Empty, name);

    /// <summary>A name in a namespace, which is empty where a manifest does not say its own.</summary>
    public static ShelfKey In(string ns, string name) => new(isInNamespace: true, ns, name);

    /// <inheritdoc/>
    public override string ToString() => _isInNamespace ? $"{_namespace}/{_name}" : _name;
}
