using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What the environment of a program that is in no catalog tells about its data.</summary>
internal static class Signals
{
    /// <summary>What the signals say about a mount; null when they say nothing.</summary>
    public static Signal? Of(Container container, VolumeMount mount)
    {
        Signal? weaker = null;
        foreach (var variable in container.Environment)
        {
            if (variable.Value is not EnvironmentValue.Literal { Text: { Length: > 0 } text })
            {
                continue;
            }

            var path = AppPaths.AbsolutePath(text);
            var isHere = path.Length > 0 && MountPath.Contains(mount.Path, MountPath.Normalise(path));
            if (isHere && DatabaseAddress.IsSqlite(text))
            {
                return new Signal(DataKind.Sqlite, Certainty.Observed, MountPath.Normalise(path), $"env {variable.Name} names a SQLite database below {mount.Path}");
            }

            // Half of the files that end so are other databases, which dislike the same places.
            if (isHere && (path.EndsWith(".db", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".db3", StringComparison.OrdinalIgnoreCase)))
            {
                weaker = new Signal(DataKind.Sqlite, Certainty.Guessed, MountPath.Normalise(path), $"env {variable.Name} names a database file below {mount.Path}");
            }
            else if (DatabaseAddress.IsServer(text))
            {
                weaker ??= new Signal(DataKind.Files, Certainty.Guessed, mount.Path, $"env {variable.Name} is the address of a database server");
            }
        }

        return weaker;
    }

    /// <summary>One signal: what it says, how sure, where, and what told it.</summary>
    internal sealed record Signal(DataKind Kind, Certainty Certainty, string Path, string Evidence);
}
