using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Catalog;

/// <summary>Somebody who makes backups: its kinds of objects, the marks it goes by, the commands it is called by.</summary>
public sealed record BackupOperator
{
    /// <summary>Its name; the file's, too.</summary>
    public required string Name { get; init; }

    /// <summary>Its name as people say it.</summary>
    public required string Title { get; init; }

    /// <summary>Its kinds.</summary>
    public IReadOnlyList<OperatorKind> Kinds { get; init; } = [];

    /// <summary>Labels, annotations and values that mean something to it, by our words.</summary>
    public IReadOnlyDictionary<string, string> Marks { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>The programs that copy.</summary>
    public IReadOnlyList<Copier> Copiers { get; init; } = [];

    /// <summary>Programs that copy nothing.</summary>
    public IReadOnlyList<string> Quiet { get; init; } = [];

    /// <summary>Programs that pass on all that they are given.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Programs that pass on what they are given line by line, which only a dump survives.</summary>
    public IReadOnlyList<string> Editors { get; init; } = [];

    /// <summary>Programs that send elsewhere what they are given.</summary>
    public IReadOnlyList<string> Receivers { get; init; } = [];

    /// <summary>Programs that remove the files they are given.</summary>
    public IReadOnlyList<string> Removers { get; init; } = [];

    /// <summary>Programs that remove the files they are given once they are where the last operand says.</summary>
    public IReadOnlyList<string> Movers { get; init; } = [];

    /// <summary>Commands that stop an app before its files are copied.</summary>
    public IReadOnlyList<string> Stops { get; init; } = [];

    /// <summary>Words by which people call a backup one.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Public addresses where the file can be checked.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>A mark; empty when it has none.</summary>
    public string Mark(string name) => Marks.GetValueOrDefault(name, string.Empty);

    /// <summary>What a user writes for it to copy a dump; empty where it knows no such thing.</summary>
    public string Dumping => Mark("pod-dumps") is { Length: > 0 } key ? $"annotation {key} on the pod: a command that dumps the database" : string.Empty;

    /// <summary>Whether a value is one of a mark's.</summary>
    public bool Marked(string name, string value) => value.Length > 0 && Mark(name).Split(", ").Contains(value, StringComparer.Ordinal);
}
