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
    {
        Policy = policy.Length == 0 ? ShippedPolicy.Read() : Read(policy);
        _manifests = [.. Kustomizing.Apply([.. files.SelectMany(f => Manifests(f.Text, f.File))])];
        Inventory = Inventory.Of(_manifests);
        _resolver = new Resolver(Inventory, Policy, FixedTime.Now);
        Judge = new Judge(Inventory, Policy, FixedTime.Now);
    }

    public StoragePolicy Policy { get; }

    public Inventory Inventory { get; }

    public Judge Judge { get; }

    /// <summary>One file under the shipped policy.</summary>
    public static Scene Of(string text) => new(string.Empty, ("home/all.yaml", text));

    /// <summary>One file under the shipped policy with sections of its own in their place.</summary>
    public static Scene Under(string policy, string text) => new(policy, ("home/all.yaml", text));

    /// <summary>Every object of a text, each of which has to be understood.</summary>
    public static IEnumerable<Manifest> Manifests(string text, string file = "home/all.yaml") =>
        ManifestReader.ReadAll(text, file)
            .Select(r => r is ManifestReading.Understood understood ? understood.Manifest : throw new InvalidOperationException($"{r} in {text}"));

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
