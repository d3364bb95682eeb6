using CsCheck;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

public sealed class JudgeTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    private static readonly Manifest[] Everything =
    [
        .. RuleCase.All()
            .SelectMany(c => new[] { c.Object, c.Cluster }.Where(File.Exists))
            .SelectMany(f => ManifestReader.ReadAll(File.ReadAllText(f), f))
            .OfType<ManifestReading.Understood>()
            .Select(r => r.Manifest),
    ];

    private static readonly Gen<Manifest[]> Somethings = Gen.Int[0, Everything.Length - 1].Array[1, 25].Select(numbers => numbers
        .Distinct()
        .Select(n => Everything[n])
        .ToArray());

    [Fact]
    public void The_order_of_manifests_does_not_matter() =>
        Gen.Select(Somethings, Gen.Int).Sample((manifests, seed) =>
        {
            var shuffled = manifests.ToArray();
            new Random(seed).Shuffle(shuffled);
            var one = new Judge(Inventory.Of(manifests), Shipped, FixedTime.Now);
            var other = new Judge(Inventory.Of(shuffled), Shipped, FixedTime.Now);
            foreach (var manifest in manifests)
            {
                Assert.Equal(Spell(one.Of(manifest)), Spell(other.Of(manifest)));
            }
        });

    [Fact]
    public void A_stricter_action_never_allows_more() =>
        Gen.Select(Somethings, Gen.Int[0, Shipped.Rules.Count - 1], Gen.Int[0, 3]).Sample((manifests, number, step) =>
        {
            var rule = Shipped.Rules.Keys.Order(StringComparer.Ordinal).ElementAt(number);
            var milder = new Judge(Inventory.Of(manifests), With(rule, (RuleAction)step), FixedTime.Now);
            var stricter = new Judge(Inventory.Of(manifests), With(rule, (RuleAction)(step + 1)), FixedTime.Now);
            foreach (var manifest in manifests)
            {
                Assert.True(milder.Of(manifest).Kind != VerdictKind.Deny || stricter.Of(manifest).Kind == VerdictKind.Deny);
            }
        });

    [Fact]
    public void A_change_of_nothing_is_never_refused() =>
        Somethings.Sample(manifests =>
        {
            var judge = new Judge(Inventory.Of(manifests), Shipped, FixedTime.Now);
            foreach (var manifest in manifests)
            {
                Assert.NotEqual(VerdictKind.Deny, judge.Of(manifest, manifest).Kind);
            }
        });

    [Fact]
    public void A_guess_never_denies() =>
        Somethings.Sample(manifests =>
        {
            var judge = new Judge(Inventory.Of(manifests), Shipped, FixedTime.Now);
            Assert.DoesNotContain(
                manifests.SelectMany(m => judge.Of(m).Findings),
                d => d.Action == RuleAction.Deny && d.Finding.Certainty == Certainty.Guessed);
        });

    [Fact]
    public void An_inventory_grown_piece_by_piece_judges_as_one_gathered_at_once() =>
        Gen.Select(Gen.Int[0, RuleCase.All().Count() - 1], Gen.Bool).Sample((number, _) =>
        {
            var asked = RuleCase.All().ElementAt(number);
            var manifests = new[] { asked.Object, asked.Cluster }
                .Where(File.Exists)
                .SelectMany(f => ManifestReader.ReadAll(File.ReadAllText(f), f))
                .OfType<ManifestReading.Understood>()
                .Select(r => r.Manifest)
                .ToArray();
            var grown = manifests.Aggregate(Inventory.Empty, (inventory, manifest) => inventory.With(manifest).With(manifest));
            Assert.Equal(
                Spell(new Judge(Inventory.Of(manifests), Shipped, FixedTime.Now).Of(manifests[0])),
                Spell(new Judge(grown, Shipped, FixedTime.Now).Of(manifests[0])));
        });

    private static StoragePolicy With(string rule, RuleAction action) =>
        Shipped with { Rules = new Dictionary<string, RuleAction>(Shipped.Rules, StringComparer.Ordinal) { [rule] = action } };

    private static string Spell(Verdict verdict) =>
        $"{verdict.Kind}: {string.Join('\n', verdict.Findings.Select(d => $"{d.Action} {d.Finding.Rule.Id} {d.Finding.Message} {d.Finding.Remedy}"))}";
}
