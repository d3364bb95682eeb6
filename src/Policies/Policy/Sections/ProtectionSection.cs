using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>The arrangement of backups as written.</summary>
public sealed record ProtectionSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Who is told what is to be backed up.</summary>
    public IReadOnlyList<string>? Emit { get; init; }

    /// <summary>Where backups go.</summary>
    public string? Target { get; init; }

    /// <summary>What the folder of this cluster's backups is called.</summary>
    public string? Cluster { get; init; }

    /// <summary>The time zone that schedules are meant in.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The largest folder that is copied whole.</summary>
    public string? Largest { get; init; }

    /// <summary>The sidecar.</summary>
    public LitestreamSection? Litestream { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ProtectionSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Emit = reader.Texts("emit"),
        Target = reader.Text("target"),
        Cluster = reader.Text("cluster"),
        TimeZone = reader.Text("timeZone"),
        Largest = reader.Text("largest"),
        Litestream = reader.Section("litestream", LitestreamSection.Read),
    };
}
