namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What kind of store an app keeps its state in.</summary>
public enum Engine
{
    /// <summary>Nothing to keep.</summary>
    None,

    /// <summary>Plain files.</summary>
    Files,

    /// <summary>SQLite.</summary>
    Sqlite,

    /// <summary>Another in-process database.</summary>
    Embedded,

    /// <summary>A database server.</summary>
    Server,
}
