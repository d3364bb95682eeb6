namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What lives at a mount.</summary>
public enum DataKind
{
    /// <summary>Nothing says.</summary>
    Unknown,

    /// <summary>A SQLite database file.</summary>
    Sqlite,

    /// <summary>Another in-process database: BoltDB, LevelDB, LMDB, RocksDB, H2, DuckDB.</summary>
    EmbeddedDatabase,

    /// <summary>The data directory of a database server.</summary>
    Database,

    /// <summary>Documents and uploads of the users.</summary>
    Files,

    /// <summary>Video, audio, books, photos.</summary>
    Media,

    /// <summary>Machine-learning models.</summary>
    Model,

    /// <summary>Settings of the application.</summary>
    Config,

    /// <summary>Copies of data that lives elsewhere.</summary>
    Backup,

    /// <summary>State of the cluster itself.</summary>
    ControlPlane,

    /// <summary>Logins and the like, rebuilt by using the application.</summary>
    Session,

    /// <summary>Rebuilt from other data at any time.</summary>
    Cache,

    /// <summary>Working files of one run.</summary>
    Scratch,
}
