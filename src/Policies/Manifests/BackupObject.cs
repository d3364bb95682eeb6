using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>An object of a backup operator, reduced to what its file in the catalog names.</summary>
public sealed record BackupObject : Manifest
{
    /// <summary>What it is.</summary>
    public required OperatorKind Kind { get; init; }

    /// <summary>What is written of it, by our words.</summary>
    public required FieldTexts Written { get; init; }

    /// <summary>Labels by which it chooses, one of which is enough; empty where it does not.</summary>
    public IReadOnlyList<LabelSelector> Selectors { get; init; } = [];

    /// <summary>When it runs; null when it has no schedule.</summary>
    public Recurrence? Schedule { get; init; }

    /// <summary>Whether it stands for all objects of its kind, none of which may be seen.</summary>
    public bool IsUnseen { get; init; }

    private static readonly string[] RoleKeys = [.. Enum.GetValues<BackupRole>().Select(role => $"role:{role}")];

    /// <summary>The names under which it is looked for.</summary>
    public IEnumerable<string> Keys => IsUnseen ? [KeyOfUnseen] : Kind.Role switch
    {
        BackupRole.ClaimPlan => Selectors.Count > 0 ? [.. Texts("claim"), KeyOf(Kind.Role), KeyOfPlans] : [.. Texts("claim"), KeyOfPlans],
        BackupRole.NamespacePlan or BackupRole.SelectionPlan or BackupRole.GroupPlan or BackupRole.ClusterPlan => [KeyOf(Kind.Role), KeyOfPlans],
        BackupRole.Timetable => [Text("plan") is { Length: > 0 } plan ? KeyOfPlan(plan) : KeyOf(Kind.Role)],
        BackupRole.Run => RunKeys(),
        BackupRole.Volume => [$"volume:{Name}"],
        BackupRole.Pool => [],
        var role => [KeyOf(role)],
    };

    /// <summary>The key of whatever says what is to be copied, and when.</summary>
    public static string KeyOfPlans => "plans";

    /// <summary>The key of what stands for kinds that may not be seen.</summary>
    public static string KeyOfUnseen => "unseen";

    /// <summary>What stands for a kind whose objects may not be listed: there may be any, and there may be none.</summary>
    public static BackupObject Unseen(OperatorKind kind) => new()
    {
        Reference = new ObjectReference($"{kind.Group}/{kind.Version}", kind.Kind, string.Empty, "*"),
        Metadata = new Metadata(),
        Kind = kind,
        Written = FieldTexts.None,
        IsUnseen = true,
    };

    /// <summary>The key of all objects of a role that is not looked for by name.</summary>
    public static string KeyOf(BackupRole role) => RoleKeys[(int)role];

    /// <summary>The key of what says when a plan is followed.</summary>
    public static string KeyOfPlan(string plan) => $"plan:{plan}";

    /// <summary>A value; empty when there is none.</summary>
    public string Text(string name) => Written.Text(name);

    /// <summary>All values.</summary>
    public IReadOnlyList<string> Texts(string name) => Written.Texts(name);

    /// <summary>Whether a value says yes.</summary>
    public bool Is(string name) => Text(name) is "true";

    /// <summary>A run tells of a claim by its uid or name, of a pod's volume, of a volume's handle or of a cluster.</summary>
    private IEnumerable<string> RunKeys()
    {
        if (Past.Text("claim-uid") is { Length: > 0 } uid)
        {
            yield return $"uid:{uid}";
        }

        if (Past.Texts("claim") is [.., { Length: > 0 } claim])
        {
            var ns = Past.Text("claim-namespace") is { Length: > 0 } other ? other : Namespace;
            yield return $"claim:{ns}/{claim[(claim.LastIndexOf('/') + 1)..]}";
        }

        if (Past.Text("volume") is { Length: > 0 } volume)
        {
            yield return $"volume:{volume}";
        }

        if (Past.Text("cluster") is { Length: > 0 } cluster)
        {
            yield return $"cluster:{Namespace}/{cluster}";
        }
    }
}
