using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Reading;

/// <summary>Makes hints of a section that has passed its checks.</summary>
internal static class HintsReading
{
    public static Hints Of(HintsSection section) => new()
    {
        Paths = Kinds(section.Paths),
        Variables = Kinds(section.Variables),
        UserVariables = [.. (section.UserVariables ?? []).Select(pair => KeyValuePair.Create(pair.User!, pair.Group!))],
        ProvisionerVariables = [.. (section.ProvisionerVariables ?? []).Select(v => new ProvisionerVariable(v.Provisioner!, v.Server!, v.Share!))],
        ServerSecrets = [.. (section.ServerSecrets ?? []).Select(s => new ServerSecret([.. s.Names!.Select(n => new Wildcard(n))], s.Keys!, s.Address!))],
        NodeFolders = [.. (section.NodeFolders ?? []).Select(f => new NodeFolders(f.Provisioner!, f.Folders!))],
        Runners = [.. (section.BackupRunners ?? []).Select(Runner)],
        OwnedByOthers = section.OwnedByOthers ?? [],
        MeshLabels = section.MeshLabels ?? [],
        Restorers = section.Restorers ?? [],
        BaseImages = section.BaseImages ?? [],
        ImageVariants = section.ImageVariants ?? [],
        NamelessImages = section.NamelessImages ?? [],
        HubMirrors = section.HubMirrors ?? [],
        LocalVolumes = section.LocalVolumes ?? [],
        LocalVolumeMarks = section.LocalVolumeMarks ?? [],
    };

    private static PathHint[] Kinds(IReadOnlyList<PathHintSection>? sections) =>
        [.. (sections ?? []).Select(hint => new PathHint(Words.DataKinds.Read(hint.Kind, DataKind.Unknown), hint.Names ?? []))];

    private static BackupRunner Runner(BackupRunnerSection section) => new()
    {
        Name = section.Name!,
        Family = section.Family ?? string.Empty,
        Annotations = Pairs(section.Annotations),
        Labels = Pairs(section.Labels),
        PodVolumes = section.PodVolumes ?? string.Empty,
        PodVolumesExcluded = section.PodVolumesExcluded ?? string.Empty,
    };

    private static KeyValuePair<string, string>[] Pairs(IReadOnlyList<LabelSection>? sections) =>
        [.. (sections ?? []).Select(pair => KeyValuePair.Create(pair.Name!, pair.Value!))];
}
