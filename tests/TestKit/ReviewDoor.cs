using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Audit.Cases;
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
    public static CaseAnswer Ask(RuleCase asked)
    {
        var handler = Handlers.Validation(Snapshot(asked.Cluster, asked.Policy));
        var response = Review.Ask(handler, Review.Of(Root(asked.Object), File.Exists(asked.Before) ? Root(asked.Before) : null));
        return new CaseAnswer(new JsonObject
        {
            ["verdict"] = response.Denials.Count > 0 ? "deny" : response.Warnings.Count > 0 ? "warn" : "allow",
            ["findings"] = new JsonArray([.. response.Denials.Concat(response.Warnings).Select(CaseAnswer.Finding)]),
        });
    }

    /// <summary>A file's one object.</summary>
    public static JsonElement Root(string file) => ((YamlDocument.Readable)YamlReader.Read(File.ReadAllText(file), file).Single()).Root;

    /// <summary>A case's own policy, or the shipped one.</summary>
    public static StoragePolicy Policy(string file) =>
        !File.Exists(file) ? ShippedPolicy.Read()
            : PolicyFile.Read(
                File.ReadAllText(file),
                file) is PolicyReading.Valid valid ? valid.Policy : throw new InvalidOperationException($"{file} is not valid");

    /// <summary>What a case is judged by: what it says is in the cluster, and its policy.</summary>
    internal static Snapshot Snapshot(string cluster, string policy) => new(
        Inventory.Of(File.Exists(cluster)
            ? ManifestReader.ReadAll(File.ReadAllText(cluster), cluster).Select(Scene.Live).OfType<ManifestReading.Understood>().Select(r => r.Manifest)
            : []),
        Policy(policy));
}
