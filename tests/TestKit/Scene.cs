using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Resolution;

namespace HomelabStorage.TestKit;

/// <summary>A few files under a policy, and what the engine knows and says of what is in them.</summary>
public sealed class Scene
{
    private readonly Manifest[] _manifests;
    private readonly Resolver _resolver;

    public Scene(string policy, params (string File, string Text)[] files)
        : this(policy, files.SelectMany(f => Manifests(f.Text, f.File)))
    {
    }

    private Scene(string policy, IEnumerable<Manifest> manifests)
    {
        Policy = policy.Length == 0 ? ShippedPolicy.Read() : Read(policy);
        _manifests = [.. Kustomizing.Apply([.. manifests])];
        Inventory = Inventory.Of(_manifests);
        _resolver = new Resolver(Inventory, Policy, FixedTime.Now);
        Judge = new Judge(Inventory, Policy, FixedTime.Now);
    }

    public StoragePolicy Policy { get; }

    public Inventory Inventory { get; }

    public Judge Judge { get; }

    /// <summary>One file under the shipped policy.</summary>
    public static Scene Of(string text) => new(string.Empty, ("home/all.yaml", text));

    /// <summary>One file that is nothing but a file, and tells of nothing that became of what is in it.</summary>
    public static Scene Written(string text) =>
        new(string.Empty, ManifestReader.ReadAll(text, "home/all.yaml").OfType<ManifestReading.Understood>().Select(r => r.Manifest));

    /// <summary>One file under the shipped policy with sections of its own in their place.</summary>
    public static Scene Under(string policy, string text) => new(policy, ("home/all.yaml", text));

    /// <summary>Every object of a text, each of which has to be understood. The text stands for a cluster: what it says of the past is so.</summary>
    public static IEnumerable<Manifest> Manifests(string text, string file = "home/all.yaml") =>
        ManifestReader.ReadAll(text, file).Select(Live).Select(r => r is ManifestReading.Understood understood
            ? understood.Manifest
            : throw new InvalidOperationException($"{r} in {text}"));

    /// <summary>A reading of a text as an API server would say it.</summary>
    public static ManifestReading Live(ManifestReading reading) => reading is ManifestReading.Understood { Manifest: var manifest }
        ? new ManifestReading.Understood(manifest with { Source = manifest.Source.AsLive() })
        : reading;

    /// <summary>The first object of a kind with a name.</summary>
    public T Find<T>(string name)
        where T : Manifest => _manifests.OfType<T>().First(m => string.Equals(m.Name, name, StringComparison.Ordinal));

    public WorkloadFacts Workload(string name) => (WorkloadFacts)_resolver.Resolve(Find<Workload>(name))!;

    public ClaimFacts Claim(string name) => (ClaimFacts)_resolver.Resolve(Find<Claim>(name))!;

    public StorageClassFacts Class(string name) => (StorageClassFacts)_resolver.Resolve(Find<StorageClass>(name))!;

    /// <summary>What is known of the mount of a workload at a path.</summary>
    public MountFacts Mount(string workload, string path) => Workload(workload).Mounts.Single(m => string.Equals(m.Path, path, StringComparison.Ordinal));

    private static StoragePolicy Read(string text) => PolicyFile.Read(text, "policies.yaml") switch
    {
        PolicyReading.Valid valid => valid.Policy,
        PolicyReading.Invalid invalid => throw new InvalidOperationException(string.Join('\n', invalid.Errors)),
        var other => throw new InvalidOperationException(other.ToString()),
    };
}
