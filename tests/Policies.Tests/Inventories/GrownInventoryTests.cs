using CsCheck;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Inventories;

/// <summary>What is judged depends on what exists, not on the way in which it came to exist.</summary>
public sealed class GrownInventoryTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    /// <summary>Every object of the cases, one of each name.</summary>
    private static readonly Manifest[] Everything =
    [
        .. RuleCase.All()
            .SelectMany(c => new[] { c.Object, c.Cluster }.Where(File.Exists))
            .SelectMany(f => ManifestReader.ReadAll(File.ReadAllText(f), f))
            .OfType<ManifestReading.Understood>()
            .Select(r => r.Manifest)
            .Where(m => m is not Kustomize)
            .DistinctBy(m => m.Reference),
    ];

    [Fact]
    public void An_inventory_that_grew_is_the_one_that_was_gathered_at_once() =>
        Gen.Select(Gen.Int[0, Everything.Length - 1].Array[1, 30], Gen.Bool, Gen.Int).Sample((numbers, isWire, seed) =>
        {
            var random = new Dice(seed);
            Manifest[] final = [.. numbers.Distinct().Select(n => Dressed(Everything[n], isWire, random))];
            var grown = Grown(final, isWire, random);
            var gathered = Inventory.Of(final);
            Assert.Equal(Spell(gathered), Spell(grown));

            var (one, other) = (new Judge(gathered, Shipped, FixedTime.Now), new Judge(grown, Shipped, FixedTime.Now));
            foreach (var manifest in final)
            {
                Assert.Equal(Spell(one.Of(manifest)), Spell(other.Of(manifest)));
            }
        });

    [Theory]
    [InlineData("2025-01-01", "2024-01-01", "alpha")]
    [InlineData("2024-01-01", "2025-01-01", "beta")]
    [InlineData("2025-01-01", "2025-01-01", "alpha")]
    [InlineData("", "2025-01-01", "alpha")]
    [InlineData("2025-01-01", "", "beta")]
    [InlineData("", "", "alpha")]
    public void The_default_class_is_the_youngest_and_then_the_first_by_name(string alpha, string beta, string expected)
    {
        var (one, other) = (Default("alpha", alpha), Default("beta", beta));
        foreach (var inventory in new[] { Inventory.Of([one, other]), Inventory.Of([other, one]), Inventory.Empty
            .With(one)
            .With(other)
            .With(one), Inventory.Empty.With(other).With(one).With(other) })
        {
            Assert.Equal(expected, inventory.DefaultClasses.Nearest(string.Empty, string.Empty)!.Name);
        }
    }

    [Fact]
    public void What_replaces_one_of_several_copies_replaces_them_all()
    {
        string[] files = ["base/a.yaml", "overlay/a.yaml"];
        var copies = files
            .SelectMany(file => ManifestReader.ReadAll(
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a, namespace: b}\nspec: {volumeName: " + file[0] + "}\n",
                file))
            .OfType<ManifestReading.Understood>()
            .Select(r => (Claim)r.Manifest)
            .ToArray();
        var inventory = Inventory.Of(copies).Without(copies[0] with { Source = ManifestSource.Wire.Instance });
        Assert.Equal(Spell(Inventory.Empty), Spell(inventory));
    }

    /// <summary>Makes the same state in another way: in some order, with objects that were otherwise before, and with some that went again.</summary>
    private static Inventory Grown(Manifest[] final, bool isWire, Dice random)
    {
        var names = final.Select(m => m.Reference).ToHashSet();
        var inventory = Inventory.Empty;
        foreach (var manifest in random.Shuffled([.. final, .. final]))
        {
            inventory = random.Of(3) switch
            {
                0 => Passing(inventory, Earlier(manifest, isWire, random)),
                1 when Everything[random.Of(Everything.Length)] is var passing && !names.Contains(passing.Reference) =>
                    Passing(Passing(inventory, Dressed(passing, isWire, random)), Earlier(passing, isWire, random)),
                2 => inventory.Without(manifest),
                _ => inventory,
            };
            inventory = inventory.With(manifest);
        }

        return inventory;
    }

    /// <summary>An object that goes again. On the wire it may have stood in the place of the one it is named like.</summary>
    private static Inventory Passing(Inventory inventory, Manifest manifest) => inventory.With(manifest).Without(manifest);

    /// <summary>Another object of the kind under the name of this one: an update may change everything else.</summary>
    private static Manifest Earlier(Manifest manifest, bool isWire, Dice random)
    {
        var alike = Everything.Where(m => m.GetType() == manifest.GetType()).ToArray();
        return Dressed(alike[random.Of(alike.Length)], isWire, random) with { Reference = manifest.Reference };
    }

    private static Manifest Dressed(Manifest manifest, bool isWire, Dice random)
    {
        var dressed = isWire ? manifest with { Source = ManifestSource.Wire.Instance } : manifest;
        return dressed is StorageClass storageClass
            ? storageClass with
            {
                IsDefault = random.Of(2) == 0,
                Metadata = storageClass.Metadata with { Created = new DateTimeOffset(2020 + random.Of(3), 1, 1, 0, 0, 0, TimeSpan.Zero) },
            }
            : dressed;
    }

    private static StorageClass Default(string name, string made) => (StorageClass)ManifestReader.ReadAll(
        "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: "
            + $"{{name: {name}, {(made.Length > 0 ? $"creationTimestamp: \"{made}T00:00:00Z\", " : string.Empty)}annotations: "
                + $"{{storageclass.kubernetes.io/is-default-class: \"true\"}}}}\nprovisioner: x\n",
        "classes.yaml").OfType<ManifestReading.Understood>().Single().Manifest;

    private static string Spell(Inventory inventory) => InventorySpelling.Of(inventory, m => $"{m.Reference} {m.Source.Folder}");

    private static string Spell(Verdict verdict)
    {
        var findings = verdict.Findings.Select(d => $"{d.Action} {d.Finding.Rule.Id} {d.Finding.Message} {d.Finding.Remedy}");
        return $"{verdict.Kind}: {string.Join('\n', findings)} {string.Join('\n', verdict.Open.Select(o => o.Message))}";
    }

    /// <summary>Chance that can be repeated.</summary>
    private sealed class Dice(int seed)
    {
        private readonly Random _random = new(seed);

        public int Of(int sides) => _random.Next(sides);

        public T[] Shuffled<T>(T[] items)
        {
            _random.Shuffle(items);
            return items;
        }
    }
}
