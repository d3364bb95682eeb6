using System.Text.Json;
using CsCheck;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>An exemption holds for what it was given for and for nothing else, whichever door one comes by.</summary>
public sealed class ExemptionTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    [Fact]
    public void What_is_exempt_for_what_is_there_is_found_by_no_door_and_what_is_exempt_for_something_else_by_all() => Gen.Select(
        Households.Any,
        Gen.Int[0, 2]).Sample(
            (household, which) =>
            {
                var readings = ManifestReader.ReadAll(household, "household.yaml").ToArray();
                foreach (var (subject, finding) in Found(readings, Shipped).Where(f => !f.Finding.Grounds.IsEmpty && IsAlone(f.Subject, readings)))
                {
                    var holding = Under(subject, finding, finding.Grounds);
                    Assert.DoesNotContain(Found(readings, holding), f => Same(f, subject, finding));
                    Assert.DoesNotContain(Answered(household, readings, subject, holding), said => IsOf(said, finding));

                    if (Other(finding.Grounds, which) is { } other)
                    {
                        var ended = Under(subject, finding, other);
                        var back = Assert.Single(Found(readings, ended), f => Same(f, subject, finding)).Finding;
                        Assert.Contains("; the exemption was given for ", back.Message, StringComparison.Ordinal);
                        Assert.Contains(back.Alternatives, way => way.StartsWith("if it is still acceptable, policy ", StringComparison.Ordinal));
                        Assert.Equal(
                            Answered(household, readings, subject, Shipped).Count(said => IsOf(said, finding)),
                            Answered(household, readings, subject, ended).Count(said => IsOf(said, finding)));
                    }
                }
            },
            iter: 60);

    [Fact]
    public void What_an_annotation_spells_is_read_as_it_was_meant() => Gen.Select(
        Gen.OneOfConst("sissbruecker/linkding", "ghcr.io/a/b").Array[0, 2],
        Gen.OneOfConst("longhorn", string.Empty, "nfs-client").Array[0, 2],
        Gen.OneOfConst([.. Words.DataKinds.Spellings]).Array[0, 3]).Sample(
            (images, classes, data) =>
            {
                var grounds = new Grounds { Images = images, Classes = classes, Data = data };
                Assert.True(grounds.IsEmpty || Grounds.Read(grounds.Spelled, out _)!.Spelled.Equals(grounds.Spelled, StringComparison.Ordinal));
            });

    /// <summary>Whether no other object has its name.</summary>
    private static bool IsAlone(Manifest subject, ManifestReading[] readings) =>
        readings.OfType<ManifestReading.Understood>().Count(r => r.Manifest.Reference == subject.Reference) == 1;

    private static bool Same((Manifest Subject, RuleOutcome.Finding Finding) one, Manifest subject, RuleOutcome.Finding finding) =>
        one.Subject.Reference == subject.Reference
        && IsOf(one.Finding, finding);

    private static bool IsOf(RuleOutcome.Finding one, RuleOutcome.Finding other) =>
        one.Rule == other.Rule && string.Equals(one.Key, other.Key, StringComparison.Ordinal);

    private static (Manifest Subject, RuleOutcome.Finding Finding)[] Found(ManifestReading[] readings, StoragePolicy policy) =>
    [
        .. World.Of(readings, policy, FixedTime.Now).Verdicts(1, CancellationToken.None).Verdicts
            .SelectMany(v => v.Findings.Select(d => (v.Subject, d.Finding))),
    ];

    /// <summary>What the API server is told of an object that is applied to a cluster with all the others.</summary>
    private static RuleOutcome.Finding[] Answered(string household, ManifestReading[] readings, Manifest subject, StoragePolicy policy)
    {
        var inventory = Inventory.Of(readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest));
        var root = YamlReader.Read(household, "household.yaml").OfType<YamlDocument.Readable>().Select(d => d.Root).First(root => Is(root, subject.Reference));
        var response = Review.Ask(Handlers.Validation(new Snapshot(inventory, policy)), Review.Of(root));
        return [.. response.Denials.Concat(response.Warnings).Select(d => d.Finding)];
    }

    private static bool Is(JsonElement root, ObjectReference reference) =>
        string.Equals(root.GetProperty("kind").GetString(), reference.Kind, StringComparison.Ordinal)
        && string.Equals(root.GetProperty("metadata").GetProperty("name").GetString(), reference.Name, StringComparison.Ordinal);

    private static StoragePolicy Under(Manifest subject, RuleOutcome.Finding finding, Grounds given) => Shipped with
    {
        Exemptions =
        [
            new Exemption
            {
                Rules = [finding.Rule.Id],
                Kinds = [subject.Reference.Kind],
                Namespaces = [new Wildcard(subject.Namespace)],
                Names = [new Wildcard(subject.Name)],
                Given = given,
                Reason = "a test",
            },
        ],
    };

    /// <summary>The same facts but for one; null where that one is not known.</summary>
    private static Grounds? Other(Grounds grounds, int which) => which switch
    {
        0 => grounds.Images.Count == 0 ? null : grounds with { Images = ["another/image"] },
        1 => grounds.Classes.Count == 0 ? null : grounds with { Classes = ["another-class"] },
        _ => grounds.Data.Count == 0 ? null : grounds with { Data = ["control-plane"] },
    };
}
