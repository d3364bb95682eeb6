namespace HomelabStorage.Policies.Templates;

/// <summary>A map of a template, in the order of its keys as Go goes through one.</summary>
internal sealed class GoMap() : SortedDictionary<string, object?>(StringComparer.Ordinal)
{
    /// <summary>The value of a key; null where there is none.</summary>
    public object? At(string key) => TryGetValue(key, out var value) ? value : null;
}
