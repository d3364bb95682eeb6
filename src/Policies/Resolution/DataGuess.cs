using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What probably lies at a mount that neither the user nor the catalog speaks of.</summary>
internal sealed class DataGuess(StoragePolicy policy, Workload workload, CriticalityResolver criticality)
{
    /// <summary>By what the container is told in its variables and arguments.</summary>
    public DataFacts Of(Signals.Signal signal, ClaimLink? claim) => new()
    {
        Kind = signal.Kind,
        Criticality = criticality.Of(signal.Kind, claim, policy.UsualCriticality, own: null),
        Certainty = signal.Certainty,
        Path = signal.Path,
        Spoken = DataTraits.Of(signal.Kind).Spoken,
        Evidence = signal.Evidence,
        Files = DatabaseFiles.IsFile(signal.Path) ? [signal.Path] : [],
    };

    /// <summary>By the names of variables and paths.</summary>
    public DataFacts Of(VolumeMount mount, ClaimLink? claim, ContainerMounts mounts)
    {
        var app = mounts.App;
        var variable = mounts.Holder(mount, policy.Catalog);
        var kind = variable.Length > 0 ? policy.Catalog.GuessByVariable(variable) : policy.Catalog.GuessData(mount.Path);
        if (kind == DataKind.Unknown && app is not null && app.App.Data.Any(d => d.Kind == DataKind.Media) && IsShare(mount))
        {
            // Whatever else a program that manages media is given is media, as a rule.
            kind = DataKind.Media;
        }

        if (kind == DataKind.Media && variable.Length == 0 && app is not null && HoldsDatabase(app, mount, mounts))
        {
            kind = DataKind.Sqlite;
        }

        return new DataFacts
        {
            Kind = kind,
            Criticality = kind is DataKind.Unknown
                ? criticality.Of(kind, claim, policy.UsualCriticality, own: null)
                : criticality.Of(kind, claim, Criticality.Low, own: null),
            Certainty = Certainty.Guessed,
            Path = mount.Path,
            Spoken = DataTraits.Of(kind).Spoken,
            Evidence = kind is DataKind.Unknown ? app?.Evidence ?? "image not in the catalog"
                : variable.Length > 0 ? $"env {variable} holds a path below {mount.Path}"
                : $"mount path {mount.Path} (a guess)",
        };
    }

    /// <summary>
    /// Whether media of an app have its database beside them, as a library of Calibre does, and are not mounted where the catalog knows them but in another
    /// folder of that name: the program asks its user where they are.
    /// </summary>
    private static bool HoldsDatabase(AppFacts app, VolumeMount mount, ContainerMounts mounts) => app.Engine == Engine.Sqlite
        && mounts.Paths.Any(p => IsLibrary(p.Data) && mount.Path.EndsWith(p.Path[p.Path.LastIndexOf('/')..], StringComparison.Ordinal))
        && !mounts.Paths.Any(p => IsLibrary(p.Data)
            && mounts.Container.Mounts.Any(m => MountPath.Contains(m.Path, p.Path) || MountPath.Contains(p.Path, m.Path)));

    private static bool IsLibrary(AppData data) => data.Kind == DataKind.Media && data.Also.Contains(DataKind.Sqlite);

    private bool IsShare(VolumeMount mount) =>
        workload.Pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.ByClaim or VolumeSource.ByTemplate or VolumeSource.Plugin { NodePath: "" };
}
