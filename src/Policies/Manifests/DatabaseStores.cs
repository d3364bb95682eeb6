namespace HomelabStorage.Policies.Manifests;

/// <summary>Where a database cluster can send its own backups, and by whom.</summary>
public sealed record DatabaseStores
{
    /// <summary>Whether its own settings name an object store.</summary>
    public bool HasOwn { get; init; }

    /// <summary>The address of that store; empty where none is written.</summary>
    public string Endpoint { get; init; } = string.Empty;

    /// <summary>The plugins that are switched on, by name.</summary>
    public IReadOnlyList<string> Plugins { get; init; } = [];

    /// <summary>The objects that describe the stores of those plugins, by the plugin's name; the operator calls them ObjectStores.</summary>
    public IReadOnlyDictionary<string, string> PluginStores { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>Whether what is written between two backups is sent to a store as well, as it is written.</summary>
    public bool SendsLog { get; init; }
}
