using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>The Litestream sidecar as written.</summary>
public sealed record LitestreamSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>What its containers are called.</summary>
    public string? Name { get; init; }

    /// <summary>Its image.</summary>
    public string? Image { get; init; }

    /// <summary>Where it replicates to.</summary>
    public string? Replica { get; init; }

    /// <summary>The Secret with its credentials.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether the cluster knows native sidecars.</summary>
    public bool? NativeSidecar { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static LitestreamSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Name = reader.Text("name"),
        Image = reader.Text("image"),
        Replica = reader.Text("replica"),
        Secret = reader.Text("secret"),
        NativeSidecar = reader.Flag("nativeSidecar"),
    };
}
