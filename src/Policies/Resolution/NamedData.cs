using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>A database of a known app that the pod itself names: it is there, also where the catalog is not sure of it or knows another path.</summary>
internal static class NamedData
{
    /// <summary>The file below a mount; null where none is named, or what is known already says as much.</summary>
    public static Signals.Signal? Of(AppFacts app, int place, ContainerMounts mounts, List<DataFacts> known) =>
        app is { Engine: not Engine.Server, Doubt.Length: 0, Residue: null } && MayName(mounts.Container) ? Of(place, mounts, known) : null;

    /// <summary>Takes out what was only guessed about data of a kind.</summary>
    public static void Forget(DataKind kind, List<DataFacts> guesses) => guesses.RemoveAll(guess => guess.Kind == kind);

    private static Signals.Signal? Of(int place, ContainerMounts mounts, List<DataFacts> known) =>
        mounts.Signals.Named(place) is { } named && !known.Exists(data => data.Kind == named.Kind && data.Certainty > Certainty.Guessed) ? named : null;

    /// <summary>Whether a variable may hold the address of a file: signals of every container of every known app would cost each review.</summary>
    private static bool MayName(Container container)
    {
        for (var i = 0; i < container.Environment.Count; i++)
        {
            if (container.Environment[i].Value is EnvironmentValue.Literal { Text: var text } && IsAddress(text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAddress(string text) => text.Contains("sqlite", StringComparison.OrdinalIgnoreCase)
        || text.Contains("jdbc:", StringComparison.OrdinalIgnoreCase)
        || text.Contains("file:", StringComparison.OrdinalIgnoreCase)
        || text.Contains(".db", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is left at a path whose database files are mounts below it.</summary>
    public static AppData Without(AppData data) => data with
    {
        Kind = DataTraits.Of(data.Kind).IsDatabase ? DataKind.Files : data.Kind,
        Also = [.. data.Also.Where(kind => !DataTraits.Of(kind).IsDatabase)],
    };

    /// <summary>How much data of an app weigh: what it records in a database makes the app critical, and not the settings beside that.</summary>
    public static Criticality Weight(DataKind kind, AppFacts app) =>
        DataTraits.Of(kind).IsSettings && app.Engine > Engine.Files && app.App.Criticality > Criticality.Important
            ? Criticality.Important
            : app.App.Criticality;
}
