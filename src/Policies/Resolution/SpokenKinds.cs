using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What messages call the kinds of data.</summary>
internal static class SpokenKinds
{
    public static string Of(DataKind kind) => kind switch
    {
        DataKind.Sqlite => "SQLite",
        DataKind.EmbeddedDatabase => "an embedded database",
        DataKind.Database => "a database",
        DataKind.Files => "files",
        DataKind.Media => "media",
        DataKind.Model => "models",
        DataKind.Config => "configuration",
        DataKind.Backup => "backups",
        DataKind.ControlPlane => "control-plane state",
        DataKind.Session => "sessions",
        DataKind.Cache => "a cache",
        DataKind.Scratch => "working files",
        _ => "data of an unknown kind",
    };
}
