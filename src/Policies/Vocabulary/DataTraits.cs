namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What is true of a kind of data wherever it lies. A kind is one row here; whoever judges asks for a trait and lists no kinds.</summary>
public sealed record DataTraits
{
    private static readonly DataTraits[] Table =
    [
        new() { Kind = DataKind.Unknown, Spelling = "unknown", Spoken = "data of an unknown kind" },
        new()
        {
            Kind = DataKind.Sqlite,
            Spelling = "sqlite",
            Spoken = "SQLite",
            IsDatabase = true,
            NeedsLocks = true,
            IsOneFile = true,
            YieldsToServer = true,
            OutlivesPod = true,
            NeedsCopy = true,
            Engine = Engine.Sqlite,
            CopiedBy = "sqlite",
        },
        new()
        {
            Kind = DataKind.EmbeddedDatabase,
            Spelling = "embedded-database",
            Spoken = "an embedded database",
            IsDatabase = true,
            NeedsLocks = true,
            OutlivesPod = true,
            NeedsCopy = true,
            Engine = Engine.Embedded,
        },
        new()
        {
            Kind = DataKind.Database,
            Spelling = "database",
            Spoken = "a database",
            IsDatabase = true,
            OutlivesPod = true,
            NeedsCopy = true,
            Engine = Engine.Server,
            CopiedBy = "dump",
        },
        new() { Kind = DataKind.Files, Spelling = "files", Spoken = "files", OutlivesPod = true, NeedsCopy = true },
        new() { Kind = DataKind.Media, Spelling = "media", Spoken = "media", OutlivesPod = true, IsBulk = true },
        new() { Kind = DataKind.Model, Spelling = "model", Spoken = "models", IsBulk = true },
        new() { Kind = DataKind.Config, Spelling = "config", Spoken = "configuration", IsSettings = true },
        new() { Kind = DataKind.Backup, Spelling = "backup", Spoken = "backups", IsCopy = true },
        new() { Kind = DataKind.ControlPlane, Spelling = "control-plane", Spoken = "control-plane state", IsPlatform = true },
        new() { Kind = DataKind.Session, Spelling = "session", Spoken = "sessions", CanBeRebuilt = true },
        new() { Kind = DataKind.Cache, Spelling = "cache", Spoken = "a cache", CanBeRebuilt = true },
        new() { Kind = DataKind.Scratch, Spelling = "scratch", Spoken = "working files", CanBeRebuilt = true },
    ];

    /// <summary>Every kind, in the order of <see cref="DataKind"/>: the more it asks of its storage, the earlier.</summary>
    public static IReadOnlyList<DataTraits> All => Table;

    /// <summary>The kind.</summary>
    public required DataKind Kind { get; init; }

    /// <summary>How files and annotations spell it.</summary>
    public required string Spelling { get; init; }

    /// <summary>What messages call it.</summary>
    public required string Spoken { get; init; }

    /// <summary>Whether a program writes it as a whole, so that a copy of its files taken meanwhile may be inconsistent.</summary>
    public bool IsDatabase { get; init; }

    /// <summary>Whether only locks on its files keep two processes from spoiling it.</summary>
    public bool NeedsLocks { get; init; }

    /// <summary>Whether it is a file with a name, beside which other things may lie.</summary>
    public bool IsOneFile { get; init; }

    /// <summary>Whether an app that uses a database server keeps none of it.</summary>
    public bool YieldsToServer { get; init; }

    /// <summary>Whether it is meant to be there when its pod is gone.</summary>
    public bool OutlivesPod { get; init; }

    /// <summary>Whether one copy is too few of it.</summary>
    public bool NeedsCopy { get; init; }

    /// <summary>Whether it comes back by itself, so that its loss costs time and nothing else.</summary>
    public bool CanBeRebuilt { get; init; }

    /// <summary>Whether it is large and read more than it is written.</summary>
    public bool IsBulk { get; init; }

    /// <summary>Whether it is a copy of what lives elsewhere.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Whether it says how a program runs, and is no record of what people did with it.</summary>
    public bool IsSettings { get; init; }

    /// <summary>Whether it is the cluster's own and no application's.</summary>
    public bool IsPlatform { get; init; }

    /// <summary>The engine of an app that keeps its state so; none where that tells nothing.</summary>
    public Engine Engine { get; init; } = Engine.None;

    /// <summary>How a backup job copies it, as the annotation spells it.</summary>
    public string CopiedBy { get; init; } = "files";

    /// <summary>The traits of a kind.</summary>
    public static DataTraits Of(DataKind kind) => Table[(int)kind];
}
