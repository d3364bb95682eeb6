using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Whether an app keeps some data elsewhere here. An app that lives on a server by default has its SQLite only when it is told so.</summary>
internal static class MovedData
{
    public static bool Is(DataKind kind, AppFacts app) => DataTraits.Of(kind) is { NeedsLocks: true } traits
        && ((traits.YieldsToServer && app.Engine == Engine.Server) || (app.App.Engine == traits.Engine && app.Engine != traits.Engine));

    /// <summary>Whether any of some kinds is.</summary>
    public static bool IsAny(IReadOnlyList<DataKind> kinds, AppFacts app)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            if (Is(kinds[i], app))
            {
                return true;
            }
        }

        return false;
    }
}
