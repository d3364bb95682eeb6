using System.Text.Json;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Cases;

/// <summary>What <c>explain</c> says is known of a case's object, and nothing of what rules say: a new rule changes nothing here.</summary>
internal static class KnownText
{
    public static string Of(CaseScene scene)
    {
        var metadata = scene.Root.ValueKind == JsonValueKind.Object && scene.Root.TryGetProperty("metadata", out var found) ? found : default;
        var world = World.Of([.. scene.Object, .. scene.Cluster], scene.Policy, scene.Now);
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var manifest in world.Manifests.Where(m => IsIt(m.Reference) || (m.Origin is { } origin && IsIt(origin.Reference))))
        {
            using var output = new StringWriter { NewLine = "\n" };
            using var safe = new SafeWriter(output);
            Explanation.Known(world.Judge.Of(manifest), scene.Policy, new Page(safe, PageLook.Plain));
            text.Write(text.GetStringBuilder().Length > 0 ? "\n" : string.Empty);
            text.Write(output.ToString());
        }

        return text.ToString().Replace(scene.Folder.Folder + "/", string.Empty, StringComparison.Ordinal);

        bool IsIt(ObjectReference reference) =>
            string.Equals(reference.Kind, Text(scene.Root, "kind"), StringComparison.Ordinal)
            && string.Equals(reference.Name, Text(metadata, "name"), StringComparison.Ordinal)
            && (Text(metadata, "namespace") is not { Length: > 0 } ns || string.Equals(reference.Namespace, ns, StringComparison.Ordinal));
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : string.Empty;
}
