namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A set of <see cref="DataKind"/>, one bit each.</summary>
[Flags]
public enum DataKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><see cref="DataKind.Unknown"/>.</summary>
    Unknown = 1 << DataKind.Unknown,

    /// <summary><see cref="DataKind.Sqlite"/>.</summary>
    Sqlite = 1 << DataKind.Sqlite,

    /// <summary><see cref="DataKind.EmbeddedDatabase"/>.</summary>
    EmbeddedDatabase = 1 << DataKind.EmbeddedDatabase,

    /// <summary><see cref="DataKind.Database"/>.</summary>
    Database = 1 << DataKind.Database,

    /// <summary><see cref="DataKind.Files"/>.</summary>
    Files = 1 << DataKind.Files,

    /// <summary><see cref="DataKind.Media"/>.</summary>
    Media = 1 << DataKind.Media,

    /// <summary><see cref="DataKind.Model"/>.</summary>
    Model = 1 << DataKind.Model,

    /// <summary><see cref="DataKind.Config"/>.</summary>
    Config = 1 << DataKind.Config,

    /// <summary><see cref="DataKind.Backup"/>.</summary>
    Backup = 1 << DataKind.Backup,

    /// <summary><see cref="DataKind.ControlPlane"/>.</summary>
    ControlPlane = 1 << DataKind.ControlPlane,

    /// <summary><see cref="DataKind.Session"/>.</summary>
    Session = 1 << DataKind.Session,

    /// <summary><see cref="DataKind.Cache"/>.</summary>
    Cache = 1 << DataKind.Cache,

    /// <summary><see cref="DataKind.Scratch"/>.</summary>
    Scratch = 1 << DataKind.Scratch,

    /// <summary>Every kind.</summary>
    All = Unknown | Sqlite | EmbeddedDatabase | Database | Files | Media | Model | Config | Backup | ControlPlane | Session | Cache | Scratch,
}
