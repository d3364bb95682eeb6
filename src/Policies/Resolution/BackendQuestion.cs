using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What the conditions of a backend's cases are asked about.</summary>
/// <param name="Modes">The access modes that a claim asks for.</param>
/// <param name="IsBlock">Whether it asks for a device.</param>
internal sealed record BackendQuestion(AccessModes Modes, bool IsBlock)
{
    /// <summary>The known class; null where there is none.</summary>
    public StorageClass? Class { get; init; }

    /// <summary>The known plugin; null where there is none.</summary>
    public VolumeSource.Plugin? Plugin { get; init; }

    /// <summary>The name of a class that was not found, from which its driver was guessed; empty where nothing was.</summary>
    public string Guessed { get; init; } = string.Empty;

    /// <summary>What its operator says about the volume as it is now; null where that is not known.</summary>
    public BackupObject? Object { get; init; }

    /// <summary>The object that says how the pool of the class keeps its volumes; null where none was found.</summary>
    public BackupObject? Pool { get; init; }

    /// <summary>A word of the volume: of the operator that keeps it, or else of the PersistentVolume; empty where neither says it.</summary>
    public string Attribute(string name) => Object?.Text(name) is { Length: > 0 } now ? now : Plugin?.Attributes.GetValueOrDefault(name) ?? string.Empty;

    /// <summary>What the volume says, or else its class, or else its pool; empty where none does.</summary>
    public string Parameter(string name) => Attribute(name) is { Length: > 0 } own ? own
        : Class?.Parameter(name) is { Length: > 0 } asked ? asked
        : Pool?.Text(name) ?? string.Empty;

    public bool Fits(BackendCase change)
    {
        for (var i = 0; i < change.When.Count; i++)
        {
            if (!Holds(change.When[i]))
            {
                return false;
            }
        }

        return change.When.Count > 0;
    }

    private bool Holds(BackendCondition condition) => condition.Subject switch
    {
        ConditionSubject.Parameter => condition.Test.Holds(Parameter(condition.Key)),
        ConditionSubject.Attribute => condition.Test.Holds(Attribute(condition.Key)),
        ConditionSubject.Class => condition.Test.Holds(Class?.Name ?? string.Empty),
        ConditionSubject.Provisioner => condition.Test.Holds(Class?.Provisioner ?? Plugin?.Name ?? Guessed),
        ConditionSubject.VolumeMode => condition.Test.Holds(IsBlock ? "Block" : "Filesystem"),
        _ => AnyMode(condition.Test),
    };

    private bool AnyMode(ConditionTest test)
    {
        for (var i = 0; i < Words.AccessModes.Spellings.Count; i++)
        {
            var mode = Words.AccessModes.Spellings[i];
            if (Words.AccessModes.TryRead(mode, out var value) && Modes.HasFlag(value) && test.Holds(mode))
            {
                return true;
            }
        }

        return false;
    }
}
