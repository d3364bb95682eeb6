using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class MetadataReader
{
    public static Metadata Read(JsonElement metadata) => new()
    {
        Uid = metadata.Text("uid"u8),
        Created = metadata.Field("creationTimestamp"u8) is { ValueKind: JsonValueKind.String } made && made.TryGetDateTimeOffset(out var time)
            ? time
            : DateTimeOffset.MinValue,
        Labels = metadata.Map("labels"u8),
        Annotations = metadata.Map("annotations"u8),
        Controller = Controller(metadata),
        IsBeingDeleted = metadata.Field("deletionTimestamp"u8).ValueKind == JsonValueKind.String,
        HasFinalizers = metadata.Field("finalizers"u8) is { ValueKind: JsonValueKind.Array } finalizers && finalizers.GetArrayLength() > 0,
        WroteStorageClass = WroteStorageClass(metadata),
    };

    private static Owner? Controller(JsonElement metadata)
    {
        foreach (var owner in metadata.Items("ownerReferences"u8))
        {
            if (owner.IsTrue("controller"u8))
            {
                var (apiVersion, kind) = (owner.Text("apiVersion"u8), owner.Text("kind"u8));
                return new Owner(
                    apiVersion,
                    kind,
                    owner.Text("name"u8),
                    owner.Text("uid"u8))
                { IsJudged = ManifestKinds.Of(apiVersion, kind) is { MakesPods: true } };
            }
        }

        return null;
    }

    /// <summary>managedFields are computed before admission, so a class that no entry names was put in by the API server's own defaulting.</summary>
    private static bool WroteStorageClass(JsonElement metadata)
    {
        if (metadata.Field("managedFields"u8) is not { ValueKind: JsonValueKind.Array } managers || managers.GetArrayLength() == 0)
        {
            return true;
        }

        foreach (var manager in managers.EnumerateArray())
        {
            if (manager.Field("fieldsV1"u8).Field("f:spec"u8).Field("f:storageClassName"u8).ValueKind != JsonValueKind.Undefined)
            {
                return true;
            }
        }

        return false;
    }
}
