using System.Buffers;
using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.TestKit;

/// <summary>The API server's door: the object as an AdmissionReview, from bytes to the answer.</summary>
public static class ReviewDoor
{
    public static Answer Ask(RuleCase asked)
    {
        var cluster = File.Exists(asked.Cluster) ? Manifests(asked.Cluster) : [];
        var handler = new ValidationHandler(new Snapshots(new Snapshot(Inventory.Of(cluster), Policy(asked))), new FixedTime());
        var reading = (AdmissionReading.Asked)AdmissionReviewReader.Read(Review(asked));
        using (reading.Document)
        {
            var response = handler.Handle(reading.Request, []);
            return new Answer(
                response.Denials.Count > 0 ? "deny" : response.Warnings.Count > 0 ? "warn" : "allow",
                [.. response.Denials.Concat(response.Warnings).Select(d => new Answer.Finding(d.Finding.Rule.Id, Words.Actions.Spell(d.Action), d.Finding.Message, d.Finding.Remedy))]);
        }
    }

    private static StoragePolicy Policy(RuleCase asked) =>
        File.Exists(asked.Policy) ? ((PolicyReading.Valid)PolicyFile.Read(File.ReadAllText(asked.Policy), asked.Policy)).Policy : ShippedPolicy.Read();

    private static Manifest[] Manifests(string file) => [.. ManifestReader.ReadAll(File.ReadAllText(file), file).OfType<ManifestReading.Understood>().Select(r => r.Manifest)];

    private static byte[] Review(RuleCase asked)
    {
        var root = Root(asked.Object);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "admission.k8s.io/v1");
            json.WriteString("kind", "AdmissionReview");
            json.WriteStartObject("request");
            json.WriteString("uid", "00000000-0000-0000-0000-000000000001");
            json.WriteString("operation", File.Exists(asked.Before) ? "UPDATE" : "CREATE");
            json.WriteString("namespace", root.GetProperty("metadata").TryGetProperty("namespace", out var ns) ? ns.GetString() : string.Empty);
            json.WritePropertyName("object");
            root.WriteTo(json);
            if (File.Exists(asked.Before))
            {
                json.WritePropertyName("oldObject");
                Root(asked.Before).WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static JsonElement Root(string file) => ((YamlDocument.Readable)YamlReader.Read(File.ReadAllText(file), file).Single()).Root;
}
