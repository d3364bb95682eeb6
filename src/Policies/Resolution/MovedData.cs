using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Whether an app keeps some data elsewhere here. An app that lives on a server by default, or in plain files, has its SQLite only when it is told so, where
/// there is a switch for that.
/// </summary>
internal static class MovedData
{
    public static bool Is(DataKind kind, AppFacts app) => DataTraits.Of(kind) is { NeedsLocks: true } traits
        && ((traits.YieldsToServer && app.Engine == Engine.Server)
            || (app.Engine != traits.Engine && (app.App.Engine == traits.Engine || IsChoice(traits.Engine, app.App))));

    /// <summary>Whether plain files are what the app uses unless it is switched to an engine.</summary>
    private static bool IsChoice(Engine engine, App app)
    {
        for (var i = 0; app.Engine == Engine.Files && i < app.Switches.Count; i++)
        {
            if (app.Switches[i].Engine == engine)
            {
                return true;
            }
        }

        return false;
    }

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
