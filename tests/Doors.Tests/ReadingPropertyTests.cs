using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>Whatever stands in a field of an object: reading it costs that object at most, by every door.</summary>
public sealed class ReadingPropertyTests
{
    private const string Neighbour =
        """
        {
          "apiVersion": "v1",
          "kind": "PersistentVolumeClaim",
          "metadata": {"name": "neighbour", "namespace": "next-door"},
          "spec": {"storageClassName": "local-path"}
        }
        """;

    /// <summary>A number that no double holds.</summary>
    private const string BeyondADouble = "1e400";

    /// <summary>What JSON can hold: each type, and of each what readers trip over.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false",
        "0", "-1", "1.5", "1e3", BeyondADouble, "-9223372036854775809", "99999999999999999999999",
        "\"\"", "\"two\"", "\"500m\"", "\"1e99999999999\"", "\"-5Gi\"", "\"${X}\"", "\"${X:=3}\"", "\"{{ .Values.x }}\"",
        "\"a\\u0000b\\n\\u001b[31m\"", "\"\\ud83d\\ude00\"", "\"2026-02-30T25:00:00Z\"",
        "[]", "[null]", "[5]", "[\"\"]", "[[]]", "[{}]", "{}", "{\"\":\"\"}", "{\"name\":{\"a\":[1]}}",
        $"{new string('[', 80)}{new string(']', 80)}", $"\"{new string('x', 5000)}\"",
    ];

    private static readonly string[] Broken = ["\"\\ud800\"", "[\"\\udfff\"]", "{\"\\ud800\":1}", "{\"name\":\"\\udc00\\ud800\"}"];

    private static readonly StoragePolicy Policy = ShippedPolicy.Read();

    private static readonly string[] Objects =
    [
        .. RuleCase.All().SelectMany(c => new[] { c.Object, c.Cluster }).Where(File.Exists)
            .SelectMany(f => YamlReader.Read(File.ReadAllText(f), f)).OfType<YamlDocument.Readable>().Select(d => d.Root.GetRawText()),
        .. Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*.json")
            .Select(f => JsonNode.Parse(File.ReadAllText(f))!["request"]!["object"]).OfType<JsonObject>().Select(o => o.ToJsonString()),
        .. Makers.All,
    ];

    private static readonly Gen<string> Mutated = Changed(Values);

    [Fact]
    public void In_a_file_the_documents_beside_it_are_read() =>
        Mutated.Sample(text =>
        {
            var readings = ManifestReader.ReadAll($"{text}\n---\n{Neighbour}\n", "f.yaml").ToArray();
            Assert.Contains(readings, IsNeighbour);
            Assert.Contains(Policies.Reports.Audit.Of(readings, Policy, FixedTime.Now).Results, r => r.Verdict.Subject.Name is "neighbour");
        });

    [Fact]
    public void What_makes_other_objects_costs_itself_at_most() =>
        Gen.Select(Changed(Values, Makers.All), Gen.OneOfConst(Makers.All)).Sample((text, other) =>
        {
            var files = new (string Text, string Name)[] { (text, "apps/one/kustomization.yaml"), (other, "b.yaml"), (Neighbour, "apps/one/f.yaml") };
            var readings = files.SelectMany(f => ManifestReader.ReadAll(f.Text, f.Name)).ToArray();
            var report = Policies.Reports.Audit.Of(readings, Policy, FixedTime.Now);
            Assert.Contains(report.Results, r => r.Verdict.Subject.Name.Contains("neighbour", StringComparison.Ordinal));
        });

    [Fact]
    public void In_a_list_of_a_file_the_items_beside_it_are_read() =>
        Mutated.Sample(text => Assert.Contains(
            ManifestReader.ReadAll($$"""{"apiVersion":"v1","kind":"List","items":[{{text}},{{Neighbour}}]}""", "f.json"),
            IsNeighbour));

    [Fact]
    public void In_a_list_or_a_watch_of_a_cluster_it_is_an_object_or_one_that_cannot_be_read() =>
        Gen.Select(Gen.OneOf(Mutated, Changed(Broken)), Gen.OneOfConst(WatchedResource.All.ToArray())).Sample((text, resource) =>
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 500 });
            var observed = Observed.Of(document.RootElement, resource, out var unreadable);
            Assert.True(observed is null || unreadable is null);
            if (observed is not null)
            {
                Assert.NotNull(new Judge(Inventory.Of([observed.Manifest]), Policy, FixedTime.Now).Of(observed.Manifest));
            }
        });

    [Fact]
    public void In_a_request_it_gets_an_answer_from_both_endpoints() =>
        Gen.Select(Mutated, Mutated, Gen.OneOfConst("CREATE", "UPDATE", "DELETE")).Sample((text, old, operation) =>
        {
            var body = Encoding.UTF8.GetBytes($$"""
                {
                  "apiVersion": "admission.k8s.io/v1",
                  "kind": "AdmissionReview",
                  "request": {
                    "uid": "u",
                    "namespace": "media",
                    "operation": "{{operation}}",
                    "object": {{text}},
                    "oldObject": {{(operation is "CREATE" ? "null" : old)}}
                  }
                }
                """);
            var snapshot = new Snapshot(Inventory.Empty, Policy);
            foreach (var handler in new IAdmissionHandler[] { Handlers.Validation(snapshot), Handlers.Mutation(snapshot) })
            {
                var response = Review.Ask(handler, body);
                AdmissionReviewWriter.Write(response, new ArrayBufferWriter<byte>());
                Assert.True(response.Unreadable is null || (response.IsAllowed && response.Notes[0].StartsWith("[not-judged] ", StringComparison.Ordinal)));
            }
        });

    /// <summary>What a file may not hold, no API server sends; what both may is one manifest, whoever reads it.</summary>
    [Fact]
    public void In_a_request_and_in_a_file_it_is_the_same_manifest()
    {
        Assert.Contains(Objects, AreBothRead);
        Mutated.Sample(text => { _ = AreBothRead(text); });

        static bool AreBothRead(string text)
        {
            var body = Encoding.UTF8.GetBytes($$"""
                {
                  "apiVersion": "admission.k8s.io/v1",
                  "kind": "AdmissionReview",
                  "request": {"uid": "u", "operation": "CREATE", "object": {{text}} }
                }
                """);
            var request = Assert.IsType<AdmissionReading.Asked>(AdmissionReviewReader.Read(body)).Request;
            var written = ManifestReader.ReadAll(text, "f.json").ToArray();
            if (request.Manifest(request.Object) is not { } sent || written is not [ManifestReading.Understood { Manifest: var manifest }])
            {
                return false;
            }

            if (manifest is Kustomize)
            {
                // No API server knows kustomize's own files, and what they patch is read of files alone.
                return false;
            }

            if (text.Contains(BeyondADouble, StringComparison.Ordinal))
            {
                // In YAML it is text. An API server refuses such a number, so none ever sends it.
                return false;
            }

            Assert.Equal(Spelled.Of(manifest with { Source = ManifestSource.Wire.Instance }), Spelled.Of(sent));
            return true;
        }
    }

    [Fact]
    public void A_request_with_half_a_surrogate_pair_is_refused_as_no_text() =>
        Changed(Broken).Sample(text => Assert.Contains(
            "surrogate",
            Assert.IsType<AdmissionReading.Refused>(
                AdmissionReviewReader.Read(
                    Encoding.UTF8.GetBytes(
                        $$"""
                        {
                          "apiVersion": "admission.k8s.io/v1",
                          "kind": "AdmissionReview",
                          "request": {"uid": "u", "operation": "CREATE", "object": {{text}} }
                        }
                        """))).Reason,
            StringComparison.Ordinal));

    private static bool IsNeighbour(ManifestReading reading) => reading is ManifestReading.Understood { Manifest: { Name: "neighbour" } };

    /// <summary>Real objects with one value, anywhere, in place of another.</summary>
    private static Gen<string> Changed(string[] values, string[]? objects = null) => Gen.Select(
        Gen.OneOfConst(objects ?? Objects),
        Gen.Int[0, 10_000],
        Gen.OneOfConst(values)).Select((one, place, value) => Changes.With(one, place, value));
}
