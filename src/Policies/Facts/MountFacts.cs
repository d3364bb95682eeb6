using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Facts;

/// <summary>A volume at a path of a container: what is stored there and what is behind it.</summary>
public sealed record MountFacts
{
    /// <summary>The workload.</summary>
    public required Workload Workload { get; init; }

    /// <summary>The container.</summary>
    public required Container Container { get; init; }

    /// <summary>The app in the container; null when its image is not known.</summary>
    public AppFacts? App { get; init; }

    /// <summary>The mount.</summary>
    public required VolumeMount Mount { get; init; }

    /// <summary>The volume, with where it is declared.</summary>
    public required PodVolume Volume { get; init; }

    /// <summary>The claim behind the volume; null for inline volumes.</summary>
    public ClaimLink? Claim { get; init; }

    /// <summary>What is behind it all.</summary>
    public required Backend Backend { get; init; }

    /// <summary>What is stored there, the most demanding first. Never empty.</summary>
    public required IReadOnlyList<DataFacts> Data
    {
        get;
        init
        {
            field = value;
            Kinds = default;
            for (var i = 0; i < value.Count; i++)
            {
                Kinds = Kinds.With(value[i].Kind);
            }
        }
    }

    /// <summary>What is known to copy the data elsewhere, and how far that is to be believed.</summary>
    public Coverage Coverage { get; init; } = Coverage.None;

    /// <summary>The mounts beside it: of its workload, or of its claim where the claim is judged. Null when it stands alone.</summary>
    public Together? Beside { get; init; }

    /// <summary>The same mount of other replicas whose own claims lie like this one and are copied as well: the rules judge them as one.</summary>
    public IReadOnlyList<MountFacts> Alike { get; init; } = [];

    /// <summary>Whether all that is known of the data was learnt from another mount of the same part of the volume, which is judged itself.</summary>
    public bool IsTold { get; init; }

    /// <summary>Whether it only reads what others wrote, to copy it: the job of a backup is no app of the volume's.</summary>
    public bool IsOnlyCopied => Workload.IsBatch && IsReadOnly;

    /// <summary>What is around.</summary>
    public required Surroundings Surroundings { get; init; }

    /// <summary>The path in the container.</summary>
    public string Path => Mount.Path;

    /// <summary>Every kind of data that is there.</summary>
    public DataKinds Kinds { get; private init; }

    /// <summary>The most demanding data.</summary>
    public DataFacts Main => Data[0];

    /// <summary>Whether nothing is ever written here by this container.</summary>
    public bool IsReadOnly => Mount.IsReadOnly || Volume.IsReadOnly;

    /// <summary>What messages call the program: the app, or the container when the app is not known.</summary>
    public string Program => App?.App.Name ?? (Container.Name.Length > 0 ? $"container {Container.Name}" : Workload.Name);

    /// <summary>Whether a volume is deleted with the pod.</summary>
    public bool IsEphemeral => Backend is Backend.Ephemeral || Volume.Source is VolumeSource.ByEphemeralClaim;

    /// <summary>Whether its claim is one that a controller is still to make of a template, for one of its replicas.</summary>
    public bool IsToBeMade => Volume.Source is VolumeSource.ByTemplate && Claim is { Claim: null, Template: not null };

    /// <summary>Whether this very chain is behind it, and no other like it: what covers it is known then.</summary>
    public bool IsOn(ClaimLink link) => ReferenceEquals(Claim, link) && ReferenceEquals(Backend, link.Backend) && Alike.Count == 0;

    /// <summary>How messages name the volume: <c>claim x is on NFS (class y)</c> begins with this.</summary>
    public string VolumeSpoken => Claim is null ? $"volume {Volume.Name}" : $"claim {Claim.Name}";

    /// <summary>How messages name what is mounted and whose it is, where they are about neither.</summary>
    public string Owned => IsToBeMade ? $"claim template {Claim!.Template!.Name} of {Workload.Spoken}" : $"{VolumeSpoken} of {Program}";

    /// <summary>Where some data is stored: below the mount, where that is known.</summary>
    public string PathOf(DataFacts data) => data.Path.Length > 0 && MountPath.Contains(Path, data.Path) ? data.Path : Path;

    /// <summary>Whether some data is stored where others do, so that no claim of their own would part them.</summary>
    public bool HasInOnePlace(DataFacts data, DataFacts other) =>
        MountPath.Contains(Path, other.Path) && string.Equals(PathOf(data), PathOf(other), StringComparison.Ordinal);
}
