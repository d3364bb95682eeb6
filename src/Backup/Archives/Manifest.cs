using System.Text.Json.Serialization;

namespace HomelabStorage.Backup.Archives;

/// <summary>What a backup holds and how good it is. The list of files follows it in the same JSON object, as its last property.</summary>
internal sealed record Manifest
{
    public const string ApiVersionWritten = "homelab-storage.io/v1alpha1";

    public string ApiVersion { get; init; } = ApiVersionWritten;

    public string Kind { get; init; } = "Backup";

    public required string Id { get; init; }

    public required string Cluster { get; init; }

    public required string Namespace { get; init; }

    public required string Claim { get; init; }

    public required string Uid { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    public required ToolVersions Tool { get; init; }

    /// <summary>sqlite, files or dump.</summary>
    public required string Strategy { get; init; }

    /// <summary>The weakest promise about anything in it: consistent, or crash: as after a power cut.</summary>
    public required string Consistency { get; init; }

    /// <summary>good, or partial: something that should be in it is not.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why it looks as if data had been lost before the run; absent when it does not.</summary>
    public string? Suspicious { get; init; }

    public required ArchiveFacts Archive { get; init; }

    public required Totals Totals { get; init; }

    public required IReadOnlyList<DatabaseFacts> Databases { get; init; }

    /// <summary>What other databases were copied as, by the catalog's word.</summary>
    public required IReadOnlyList<EmbeddedFacts> Embedded { get; init; }

    /// <summary>What the database server's own container dumped; absent with other strategies.</summary>
    public DumpFacts? Dump { get; init; }

    /// <summary>What should be in it and is not, with the reason.</summary>
    public required IReadOnlyList<Remark> Failures { get; init; }

    /// <summary>What a reader should know: files that changed while they were read, sockets left out.</summary>
    public required IReadOnlyList<Remark> Warnings { get; init; }

    [JsonIgnore]
    public bool IsGood => string.Equals(Outcome, "good", StringComparison.Ordinal);
}
