using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Reading;

/// <summary>Makes a backend of a section that has passed its checks.</summary>
internal static class BackendReading
{
    /// <summary>A new backend, or a shipped one with what the section changes.</summary>
    public static BackendEntry Of(BackendSection section, BackendEntry? shipped)
    {
        var protocol = Words.Protocols.Read(section.Protocol) ?? shipped?.Traits.Protocol ?? Protocol.Unknown;
        return new BackendEntry
        {
            Name = section.Name!,
            Title = section.Title ?? shipped?.Title ?? section.Name!,
            Family = section.Family ?? shipped?.Family ?? string.Empty,
            Provisioners = [.. shipped?.Provisioners ?? [], .. section.Provisioners ?? []],
            ClassNames = section.ClassNames ?? shipped?.ClassNames ?? [],
            Traits = new BackendTraits
            {
                Protocol = protocol,
                Where = Words.Whereabouts.Read(section.Where) ?? shipped?.Traits.Where ?? Whereabouts.Unknown,
                Locks = Words.Locks.Read(section.Locks) ?? (section.Protocol is null ? shipped?.Traits.Locks : null) ?? BackendTraits.UsualLocks(protocol),
                ReplicasParameter = section.Replicas?.Parameter ?? shipped?.Traits.ReplicasParameter ?? string.Empty,
                Replicas = section.Replicas?.Default ?? shipped?.Traits.Replicas ?? 1,
                AccessModes = Modes(section.AccessModes) ?? shipped?.Traits.AccessModes ?? AccessModes.None,
                BlockAccessModes = Modes(section.BlockAccessModes) ?? shipped?.Traits.BlockAccessModes ?? AccessModes.None,
                IsExpandable = section.Expandable ?? shipped?.Traits.IsExpandable ?? false,
                HasSnapshots = section.Snapshots ?? shipped?.Traits.HasSnapshots ?? false,
                KeepsDeleted = section.KeepsDeleted ?? shipped?.Traits.KeepsDeleted ?? false,
                NeedsMajority = section.Majority ?? shipped?.Traits.NeedsMajority ?? false,
            },
            Cases = [.. shipped?.Cases ?? [], .. (section.Cases ?? []).Select(Case)],
            Parameters = section.Parameters is { } parameters ? Parameters(parameters) : shipped?.Parameters,
        };
    }

    private static BackendCase Case(BackendCaseSection section) => new()
    {
        When = [.. (section.When ?? []).Select(Condition)],
        Why = section.Why!,
        Protocol = Words.Protocols.Read(section.Protocol),
        Where = Words.Whereabouts.Read(section.Where),
        Locks = Words.Locks.Read(section.Locks),
        Replicas = section.Replicas?.Default,
        AccessModes = Modes(section.AccessModes),
        IsExpandable = section.Expandable,
        HasSnapshots = section.Snapshots,
        KeepsDeleted = section.KeepsDeleted,
        IsOneFolder = section.OneFolder,
        IsOnAnyNode = section.AnyNode,
        Contradicts = section.Contradiction ?? false,
    };

    private static BackendCondition Condition(ConditionSection section)
    {
        ConditionTest test = section switch
        {
            { Is: { } values } => new ConditionTest.OneOf(values),
            { Matches: { } pattern } => new ConditionTest.Matches(pattern),
            _ => ConditionTest.Absent.Instance,
        };
        return section switch
        {
            { Parameter: { } key } => new BackendCondition(ConditionSubject.Parameter, key, test),
            { Attribute: { } key } => new BackendCondition(ConditionSubject.Attribute, key, test),
            { Class: true } => new BackendCondition(ConditionSubject.Class, string.Empty, test),
            { AccessMode: true } => new BackendCondition(ConditionSubject.AccessMode, string.Empty, test),
            { VolumeMode: true } => new BackendCondition(ConditionSubject.VolumeMode, string.Empty, test),
            _ => new BackendCondition(ConditionSubject.Provisioner, string.Empty, test),
        };
    }

    private static ParameterRules Parameters(ParametersSection section) => new()
    {
        Known = section.Known ?? [],
        Required = section.Required ?? [],
        IgnoresCase = section.IgnoreCase ?? false,
        RefusesOthers = section.Others is "refused",
        AsOf = section.AsOf ?? string.Empty,
    };

    private static AccessModes? Modes(IReadOnlyList<string>? words) =>
        words?.Aggregate(AccessModes.None, (modes, word) => modes | (Words.AccessModes.TryRead(word, out var mode) ? mode : AccessModes.None));
}
