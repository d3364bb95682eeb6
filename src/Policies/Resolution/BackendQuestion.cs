using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What the conditions of a backend's cases are asked about.</summary>
/// <param name="Modes">The access modes that a claim asks for.</param>
/// <param name="IsBlock">Whether it asks for a device.</param>
internal sealed record BackendQuestion(AccessModes Modes, bool IsBlock)
{
    /// <summary>The class in sight; null where there is none.</summary>
    public StorageClass? Class { get; init; }

    /// <summary>The plugin in sight; null where there is none.</summary>
    public VolumeSource.Plugin? Plugin { get; init; }

    /// <summary>A parameter of the class; empty where it has none.</summary>
    public string Parameter(string name) => Class?.Parameter(name) ?? string.Empty;

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
        ConditionSubject.Attribute => condition.Test.Holds(Plugin?.Attributes.GetValueOrDefault(condition.Key) ?? string.Empty),
        ConditionSubject.Provisioner => condition.Test.Holds(Class?.Provisioner ?? Plugin?.Name ?? string.Empty),
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
