using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A kind of objects of a backup operator, and what is read of it.</summary>
public sealed record OperatorKind
{
    /// <summary>The operator, as messages name it.</summary>
    public required string Operator { get; init; }

    /// <summary>The API group.</summary>
    public required string Group { get; init; }

    /// <summary>The version that is watched.</summary>
    public required string Version { get; init; }

    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name in addresses.</summary>
    public required string Plural { get; init; }

    /// <summary>What such an object is there for.</summary>
    public required BackupRole Role { get; init; }

    /// <summary>Whether its cron expressions begin with the seconds.</summary>
    public bool HasSeconds { get; init; }

    /// <summary>When something is to run, as it writes it.</summary>
    public Recurrence When(string written) => new(written, HasSeconds);

    /// <summary>Its name in addresses, with its group.</summary>
    public string Resource => $"{Plural}.{Group}";

    /// <summary>Whether a field tells of the past: one of the status, and everything of an object that stands for a run.</summary>
    public bool IsOfThePast(OperatorField field) => Role == BackupRole.Run || field.IsOfStatus;

    /// <summary>Where a user writes what a field reads: the first of its places; empty where nothing reads such a field.</summary>
    public string Place(string field) => Fields.FirstOrDefault(f => string.Equals(f.Name, field, StringComparison.Ordinal)) is { } read
        ? JsonPointer.Spell(read.Paths[0])
        : string.Empty;

    /// <summary>What is read, by our word for it.</summary>
    public required IReadOnlyList<OperatorField> Fields { get; init; }
}
