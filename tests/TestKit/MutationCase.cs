using System.Buffers;
using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.Webhook.Admission;
using Microsoft.Extensions.Logging.Abstractions;

namespace HomelabStorage.TestKit;

/// <summary>A case of a change on disk: the object, what already exists, and the patch that is expected.</summary>
public sealed record MutationCase(string Name)
{
    public static string Root => Repository.Path("tests", "cases", "mutations");

    public string Folder => Path.Combine(Root, Name);

    public string Expected => Path.Combine(Folder, "expected.json");

    /// <summary>Whether its name says that nothing is changed.</summary>
    public bool Leaves => Name.StartsWith("leaves-", StringComparison.Ordinal);

    private string Object => Path.Combine(Folder, "object.yaml");

    private string Before => Path.Combine(Folder, "before.yaml");

    /// <summary>Every case, as the disk has them.</summary>
    public static IEnumerable<MutationCase> All() => Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Select(folder => new MutationCase(Path.GetFileName(folder)));

    /// <summary>The object as it is sent.</summary>
    public JsonElement Sent() => Read(Object);

    /// <summary>The answer to the object, or to another one in its place.</summary>
    internal AdmissionResponse Ask(JsonElement? instead = null, bool dryRun = false)
    {
        var cluster = Path.Combine(Folder, "cluster.yaml");
        Manifest[] manifests = File.Exists(cluster) ? [.. ManifestReader.ReadAll(File.ReadAllText(cluster), cluster).OfType<ManifestReading.Understood>().Select(r => r.Manifest)] : [];
        var handler = new MutationHandler(new Snapshots(new Snapshot(Inventory.Of(manifests), Policy())), new FixedTime(), NullLogger.Instance);
        var body = Review(instead ?? Sent(), dryRun);
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(body);
        using (asked.Document)
        {
            return handler.Handle(asked.Request, body);
        }
    }

    public override string ToString() => Name;

    private static JsonElement Read(string file) => ((YamlDocument.Readable)YamlReader.Read(File.ReadAllText(file), file).Single()).Root;

    /// <summary>The shipped policy, with what the case writes put behind it.</summary>
    private StoragePolicy Policy()
    {
        var own = Path.Combine(Folder, "policies.yaml");
        return File.Exists(own) ? PolicyFile.Read(File.ReadAllText(own), own) is PolicyReading.Valid valid ? valid.Policy : throw new InvalidOperationException($"{own} is not valid") : ShippedPolicy.Read();
    }

    private byte[] Review(JsonElement root, bool dryRun)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "admission.k8s.io/v1");
            json.WriteString("kind", "AdmissionReview");
            json.WriteStartObject("request");
            json.WriteString("uid", "00000000-0000-0000-0000-000000000001");
            json.WriteString("operation", File.Exists(Before) ? "UPDATE" : "CREATE");
            json.WriteString("namespace", root.GetProperty("metadata").GetProperty("namespace").GetString());
            json.WriteBoolean("dryRun", dryRun);
            json.WritePropertyName("object");
            root.WriteTo(json);
            if (File.Exists(Before))
            {
                json.WritePropertyName("oldObject");
                Read(Before).WriteTo(json);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
