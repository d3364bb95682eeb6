using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Migrating;

/// <summary>
/// A claim that moves to another class. It keeps its name: its data is copied to a new claim, whose volume is then bound under the name of the old one, so
/// that nothing that names the claim has to change. The old volume is kept.
/// </summary>
public sealed record ClaimMove
{
    private const int Longest = 52;

    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The claim.</summary>
    public required string Name { get; init; }

    /// <summary>The claim as it is, with what is behind it.</summary>
    public required ClaimLink Old { get; init; }

    /// <summary>Who makes it of a template; null where it is written itself.</summary>
    public Workload? Maker { get; init; }

    /// <summary>That template.</summary>
    public ClaimTemplate? Template { get; init; }

    /// <summary>Who stops meanwhile.</summary>
    public required IReadOnlyList<Workload> Stopped { get; init; }

    /// <summary>The Flux Kustomization that applies it; null when none known does.</summary>
    public Kustomization? AppliedBy { get; init; }

    /// <summary>The class it will be on.</summary>
    public required string Class { get; init; }

    /// <summary>The access modes it will have.</summary>
    public required AccessModes Modes { get; init; }

    /// <summary>The size of its new volume in bytes.</summary>
    public required decimal Size { get; init; }

    /// <summary>The bytes of files that its new volume takes; null where nothing limits them to the size of a claim.</summary>
    public decimal? Room { get; init; }

    /// <summary>The Job that copies.</summary>
    public required CopyJob Job { get; init; }

    /// <summary>What a reader should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The claim as messages name it.</summary>
    public string Spoken => $"{Namespace}/{Name}";

    /// <summary>The access modes it has.</summary>
    public AccessModes OldModes => (Old.Spec ?? Template!.Spec).AccessModes;

    /// <summary>The size it has.</summary>
    public decimal OldSize => (Old.Spec ?? Template!.Spec).Size;

    /// <summary>The name of the new claim until its volume is bound under the old name, and of the Job that copies; the same for the same move.</summary>
    public static string Beside(string ns, string name, string storageClass)
    {
        const string Begin = "hs-move-";
        var end = $"-{ShortHash.Spelled($"{ns}/{name} {storageClass}")}";
        var room = Longest - Begin.Length - end.Length;
        return Begin + (name.Length > room ? name[..room] : name).TrimEnd('-', '.') + end;
    }

    /// <summary>The name of the new claim until then, and of the Job.</summary>
    public string NewName => Beside(Namespace, Name, Class);

    /// <summary>How access modes are written.</summary>
    public static IReadOnlyList<string> Spell(AccessModes modes) =>
        [.. Enum.GetValues<AccessModes>().Where(mode => mode != AccessModes.None && modes.HasFlag(mode)).Select(Words.AccessModes.Spell)];
}
