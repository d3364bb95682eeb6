using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What a pod tells about the data of a program that is in no catalog: its variables, its command line, and who stands beside it.</summary>
internal static class Signals
{
    private const string CommandLine = "its command line";
    private static readonly char[] Separators = [' ', '='];

    /// <summary>What the signals say about a mount; null when they say nothing. The surest speaks; a database file beats the address of a server.</summary>
    public static Signal? Of(Workload workload, Container container, VolumeMount mount)
    {
        if (Replicated(workload, container, mount) is { } replicated)
        {
            return replicated;
        }

        Signal? weaker = null;
        foreach (var (where, text) in Texts(container))
        {
            var signal = Path(where, text, mount) ?? Server(where, text, mount) ?? Engine(where, text, workload, container, mount);
            if (signal is { Certainty: > Certainty.Guessed })
            {
                // A command line may as well be a script that reads a database of long ago.
                if (!ReferenceEquals(where, CommandLine))
                {
                    return signal;
                }

                signal = signal with { Certainty = Certainty.Guessed };
            }

            weaker = weaker is null || (weaker.Kind == DataKind.Files && signal?.Kind == DataKind.Sqlite) ? signal ?? weaker : weaker;
        }

        return weaker;
    }

    private static IEnumerable<(string Where, string Text)> Texts(Container container)
    {
        foreach (var variable in container.Environment)
        {
            if (variable.Value is EnvironmentValue.Literal { Text: { Length: > 0 } text })
            {
                yield return ($"env {variable.Name}", text);
            }
        }

        foreach (var word in container.CommandLine.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return (CommandLine, word);
        }
    }

    /// <summary>Litestream copies SQLite databases and nothing else; what it shares with the program is one.</summary>
    private static Signal? Replicated(Workload workload, Container container, VolumeMount mount)
    {
        foreach (var other in workload.Pod.Containers)
        {
            if (!ReferenceEquals(other, container) && other.Image.Leaf is "litestream" && !mount.IsReadOnly && other.Mounts.Any(m => Same(m.Volume, mount.Volume)))
            {
                return new Signal(DataKind.Sqlite, Certainty.Observed, mount.Path, $"container {other.Name} runs Litestream on the same volume");
            }
        }

        return null;
    }

    private static Signal? Path(string where, string text, VolumeMount mount)
    {
        var path = AppPaths.AbsolutePath(text);
        if (path.Length == 0 || !MountPath.Contains(mount.Path, MountPath.Normalise(path)))
        {
            return null;
        }

        // Half of the files that end in .db are other databases, which dislike the same places.
        return DatabaseAddress.IsSqlite(text) ? new Signal(DataKind.Sqlite, Certainty.Observed, MountPath.Normalise(path), $"{where} names a SQLite database below {mount.Path}")
            : path.EndsWith(".db", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".db3", StringComparison.OrdinalIgnoreCase)
                ? new Signal(DataKind.Sqlite, Certainty.Guessed, MountPath.Normalise(path), $"{where} names a database file below {mount.Path}")
                : null;
    }

    private static Signal? Server(string where, string text, VolumeMount mount) =>
        DatabaseAddress.IsServer(text) || DatabaseAddress.NamesServer(where) ? new Signal(DataKind.Files, Certainty.Guessed, mount.Path, $"{where} is the address of a database server") : null;

    /// <summary>A variable that chooses the kind of database: it says what is used, and, where one volume is written, it is there.</summary>
    private static Signal? Engine(string where, string text, Workload workload, Container container, VolumeMount mount)
    {
        if (!DatabaseAddress.ChoosesEngine(where))
        {
            return null;
        }

        if (DatabaseAddress.IsServerEngine(text))
        {
            return new Signal(DataKind.Files, Certainty.Guessed, mount.Path, $"{where}={text} chooses a database server");
        }

        var written = container.Mounts.Where(m => !m.IsReadOnly && workload.Pod.VolumeNamed(m.Volume)?.Source is VolumeSource.ByClaim or VolumeSource.ByTemplate or VolumeSource.Plugin).Select(m => m.Volume).Distinct(StringComparer.Ordinal).ToArray();
        return DatabaseAddress.IsSqliteEngine(text) && written.Length == 1 && Same(written[0], mount.Volume)
            ? new Signal(DataKind.Sqlite, Certainty.Guessed, mount.Path, $"{where}={text} chooses SQLite, and this is the one volume it writes")
            : null;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    /// <summary>One signal: what it says, how sure, where, and what told it.</summary>
    internal sealed record Signal(DataKind Kind, Certainty Certainty, string Path, string Evidence);
}
