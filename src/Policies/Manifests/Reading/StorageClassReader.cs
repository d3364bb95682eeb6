using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class StorageClassReader
{
    private const string Default = "storageclass.kubernetes.io/is-default-class";
    private const string BetaDefault = "storageclass.beta.kubernetes.io/is-default-class";

    public static StorageClass Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference,
        Metadata = metadata,
        Source = source,
        Provisioner = root.Text("provisioner"u8),
        Parameters = Parameters(root),
        MountOptions = root.Texts("mountOptions"u8),
        IsRetained = root.Text("reclaimPolicy"u8) is "Retain",
        IsDefault = IsTrue(metadata, Default) || IsTrue(metadata, BetaDefault),
    };

    private static bool IsTrue(Metadata metadata, string annotation) => metadata.Annotations.TryGetValue(annotation, out var value) && value is "true";

    private static List<ClassParameter> Parameters(JsonElement root)
    {
        var parameters = new List<ClassParameter>();
        if (root.Field("parameters"u8) is { ValueKind: JsonValueKind.Object } map)
        {
            foreach (var parameter in map.EnumerateObject())
            {
                parameters.Add(new ClassParameter(parameter.Name, parameter.Value.AsText(), parameter.Value.ValueKind == JsonValueKind.String));
            }
        }

        return parameters;
    }
}
