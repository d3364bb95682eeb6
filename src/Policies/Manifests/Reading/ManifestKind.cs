namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>A kind of objects that the judgement knows: what it is called, how it is read, and what becomes of it.</summary>
public sealed record ManifestKind
{
    internal ManifestKind(string group, string version, string name, string plural, FieldType fields, KindReader read)
    {
        Group = group;
        Version = version;
        Name = name;
        Plural = plural;
        Fields = fields;
        Read = read;
    }

    /// <summary>The API group; empty for the core.</summary>
    public string Group { get; }

    /// <summary>The version that is asked for; files may be of any.</summary>
    public string Version { get; }

    /// <summary>Its name in manifests.</summary>
    public string Name { get; }

    /// <summary>Its name in addresses, in RBAC rules and in webhook configurations.</summary>
    public string Plural { get; }

    /// <summary>Another group under which old manifests have it; the same where there is none.</summary>
    public string FormerGroup { get => field ?? Group; init; }

    /// <summary>Whether its objects belong to namespaces.</summary>
    public bool IsNamespaced { get; init; } = true;

    /// <summary>Whether the inventory follows it; what only files have, no API server serves.</summary>
    public bool IsWatched { get; init; } = true;

    /// <summary>Whether it belongs to something that many clusters do not have, so that not being allowed to see it is no failure.</summary>
    public bool IsExtra { get; init; }

    /// <summary>The kind of a maker of backups that it is; null for all others.</summary>
    public OperatorKind? Operated { get; init; }

    /// <summary>Whether an object in one namespace says what happens in others, so that it is known wherever it is.</summary>
    public bool ReachesOtherNamespaces { get; init; }

    /// <summary>Whether single objects are looked up by name.</summary>
    public bool IsLookedUp { get; init; }

    /// <summary>Whether every object has a verdict in an audit.</summary>
    public bool IsJudged { get; init; }

    /// <summary>Whether it makes pods, or what makes them, and is judged in their place.</summary>
    public bool MakesPods { get; init; }

    /// <summary>When the API server asks about it.</summary>
    public Asked Asked { get; init; }

    /// <summary>The subresources that are asked about, too.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>The most objects to list at once.</summary>
    public int MostInPage { get; init; } = int.MaxValue;

    /// <summary>Group and version as objects have them.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The types of the fields that are read.</summary>
    internal FieldType Fields { get; }

    /// <summary>Its reader.</summary>
    internal KindReader Read { get; }

    /// <summary>Names an object.</summary>
    public ObjectReference Named(string ns, string name) => new(ApiVersion, Name, ns, name);

    /// <inheritdoc/>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
