using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>A protection tier as written.</summary>
public sealed record TierSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The data it is for.</summary>
    public string? Criticality { get; init; }

    /// <summary>How much work may be lost.</summary>
    public string? Rpo { get; init; }

    /// <summary>How long recovery may take.</summary>
    public string? Rto { get; init; }

    /// <summary>When backups run, as a cron expression.</summary>
    public string? Schedule { get; init; }

    /// <summary>Which backups are kept.</summary>
    public string? Keep { get; init; }

    /// <summary>When the newest backup is restored and checked, as a cron expression.</summary>
    public string? Verify { get; init; }

    /// <summary>When the newest backup is restored without anybody asking.</summary>
    public string? Restore { get; init; }

    /// <summary>How copies are made.</summary>
    public string? Strategy { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static TierSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Criticality = reader.Text("criticality"),
        Rpo = reader.Text("rpo"),
        Rto = reader.Text("rto"),
        Schedule = reader.Text("schedule"),
        Keep = reader.Text("keep"),
        Verify = reader.Text("verify"),
        Restore = reader.Text("restore"),
        Strategy = reader.Text("strategy"),
    };
}
