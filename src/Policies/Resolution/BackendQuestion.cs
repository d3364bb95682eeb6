using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What the conditions of a backend's cases are asked about.</summary>
internal sealed record BackendQuestion(string Provisioner, Func<string, string> Parameter, Func<string, string> Attribute, AccessModes Modes, bool IsBlock)
{
    public bool Fits(BackendCase change)
    {
        foreach (var condition in change.When)
        {
            if (!Holds(condition))
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
        ConditionSubject.Provisioner => condition.Test.Holds(Provisioner),
        ConditionSubject.VolumeMode => condition.Test.Holds(IsBlock ? "Block" : "Filesystem"),
        _ => AnyMode(condition.Test),
    };

    private bool AnyMode(ConditionTest test)
    {
        foreach (var mode in Words.AccessModes.Spellings)
        {
            if (Words.AccessModes.TryRead(mode, out var value) && Modes.HasFlag(value) && test.Holds(mode))
            {
                return true;
            }
        }

        return false;
    }
}
