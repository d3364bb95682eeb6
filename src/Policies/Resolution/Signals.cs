using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// What a pod tells about the data of a program that is in no catalog: its variables, its command line, and who stands beside it.
/// Read once for a container, then asked about each of its mounts.
/// </summary>
internal sealed class Signals
{
    private static readonly char[] Separators = [' ', '='];

    private readonly Workload _workload;
    private readonly Container _container;
    private readonly Replicators _replicators;
    private readonly List<NamedFile> _files = [];

    /// <summary>The first word that a database is on a server, and the first that it is SQLite, each with what told so.</summary>
    private readonly string _server = string.Empty;
    private readonly string _engine = string.Empty;
    private readonly int _engineAt = int.MaxValue;
    private readonly string _onlyWritten = string.Empty;
    private readonly FilesBelow? _below;

    public Signals(Workload workload, Container container, Replicators replicators)
    {
        (_workload, _container, _replicators) = (workload, container, replicators);
        var at = 0;
        foreach (var (variable, text) in Texts(container))
        {
            if (File(variable, text, at) is { } file)
            {
                _files.Add(file);
            }

            if (DatabaseAddress.IsServer(text) || DatabaseAddress.NamesServer(variable))
            {
                _server = _server.Length > 0 ? _server : $"{Where(variable)} is the address of a database server";
            }
            else if (DatabaseAddress.ChoosesEngine(variable))
            {
                if (DatabaseAddress.IsServerEngine(text))
                {
                    _server = _server.Length > 0 ? _server : $"{Where(variable)}={text} chooses a database server";
                }
                else if (_engine.Length == 0 && DatabaseAddress.IsSqliteEngine(text))
                {
                    (_engine, _engineAt) = ($"{Where(variable)}={text} chooses SQLite, and this is the one volume it writes", at);
                }
            }

            at++;
        }

        _onlyWritten = _engine.Length > 0 ? OnlyWritten() : string.Empty;
        _below = _files.Count > 0 ? new FilesBelow(container.Mounts, _files) : null;
    }

    /// <summary>What the signals say about a mount; null when they say nothing. The surest speaks; a database file beats the address of a server.</summary>
    public Signal? Of(int place)
    {
        var mount = _container.Mounts[place];
        if (_replicators.Beside(_container, mount) is var (replicator, isSure))
        {
            return new Signal(
                DataKind.Sqlite,
                isSure ? Certainty.Observed : Certainty.Guessed,
                mount.Path,
                $"container {replicator.Name} runs {Replicators.Spoken} on the same volume");
        }

        if (Named(place) is { } sure)
        {
            return sure;
        }

        var isEngines = _onlyWritten.Length > 0 && string.Equals(_onlyWritten, mount.Volume, StringComparison.Ordinal);
        return _below?.FirstGuess(place) is { } file && (!isEngines || file.At <= _engineAt)
            ? new Signal(
                file.Kind,
                Certainty.Guessed,
                file.Path,
                $"{file.Where} names a {(file.IsSqlite ? "SQLite database" : "database file")} below {mount.Path}")
            : isEngines ? new Signal(DataKind.Sqlite, Certainty.Guessed, mount.Path, _engine)
            : _server.Length > 0 ? new Signal(DataKind.Files, Certainty.Guessed, mount.Path, _server)
            : null;
    }

    /// <summary>The database file below a mount that a variable gives the address of; null where none does.</summary>
    public Signal? Named(int place) => _below?.FirstSure(place) is { } sure
        ? new Signal(
            sure.Kind,
            Certainty.Observed,
            sure.Path,
            $"{sure.Where} names {(sure.Kind == DataKind.Sqlite ? "a SQLite" : "an embedded")} database below {_container.Mounts[place].Path}")
        : null;

    /// <summary>Each variable by its name, and each word of the command line, which has none.</summary>
    private static IEnumerable<(string Variable, string Text)> Texts(Container container)
    {
        foreach (var variable in container.Environment)
        {
            if (variable.Value is EnvironmentValue.Literal { Text: { Length: > 0 } text })
            {
                yield return (variable.Name, text);
                foreach (var address in Addresses(text))
                {
                    yield return (variable.Name, address);
                }
            }
        }

        foreach (var word in container.CommandLine.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return (string.Empty, word);
        }
    }

    /// <summary>
    /// The databases that are files among the lines of a text that is itself a file of settings: <c>url: jdbc:h2:file:/data/x</c>. A bare path may be any
    /// script's.
    /// </summary>
    private static IEnumerable<string> Addresses(string text) => text.Contains('\n')
        ? text.Split('\n')
            .SelectMany(line => line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => word[0] != '#'))
            .SelectMany(word => new[] { word, word[(word.IndexOf('=') + 1)..] }.Distinct(StringComparer.Ordinal))
            .Select(word => word.Trim('"', '\''))
            .Where(word => word.Contains(':') && (DatabaseAddress.IsEmbedded(word) || DatabaseAddress.IsSqlite(word)))
        : [];

    private static string Where(string variable) => variable.Length > 0 ? $"env {variable}" : "its command line";

    /// <summary>
    /// Half of the files that end in .db are other databases, which dislike the same places; and a command line may as well be a script that reads a
    /// database of long ago.
    /// </summary>
    private static NamedFile? File(string variable, string text, int at)
    {
        var path = DatabasePath.Of(text);
        var isSqlite = path.Length > 0 && DatabaseAddress.IsSqlite(text);
        var isEmbedded = path.Length > 0 && DatabaseAddress.IsEmbedded(text);
        return isSqlite || isEmbedded || path.EndsWith(".db", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".db3", StringComparison.OrdinalIgnoreCase)
            ? new NamedFile(
                Where(variable),
                MountPath.Normalise(path),
                isSqlite,
                (isSqlite || isEmbedded) && variable.Length > 0,
                at)
            { Kind = isEmbedded ? DataKind.EmbeddedDatabase : DataKind.Sqlite }
            : null;
    }

    /// <summary>The volume of the container that it writes, where there is but one; empty otherwise.</summary>
    private string OnlyWritten()
    {
        var only = string.Empty;
        foreach (var mount in _container.Mounts)
        {
            if (!mount.IsReadOnly
                && _workload.Pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.ByClaim or VolumeSource.ByTemplate or VolumeSource.Plugin
                && !string.Equals(mount.Volume, only, StringComparison.Ordinal))
            {
                if (only.Length > 0)
                {
                    return string.Empty;
                }

                only = mount.Volume;
            }
        }

        return only;
    }

    /// <summary>One signal: what it says, how sure, where, and what told it.</summary>
    internal sealed record Signal(DataKind Kind, Certainty Certainty, string Path, string Evidence);

    /// <summary>A database file that a text names: how sure it is SQLite, and the how manieth of the texts names it.</summary>
    internal sealed record NamedFile(string Where, string Path, bool IsSqlite, bool IsSure, int At)
    {
        /// <summary>What such a file is.</summary>
        public DataKind Kind { get; init; } = DataKind.Sqlite;
    }
}
