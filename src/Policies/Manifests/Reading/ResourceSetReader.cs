using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads ResourceSets of the Flux operator. Their objects stand in the specification, or in its steps.</summary>
internal static class ResourceSetReader
{
    public static ResourceSet Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        (JsonElement Part, string Pointer)[] parts =
        [
            (spec, "/spec"),
            .. spec.Items("steps"u8).Select((step, at) => (step, string.Create(CultureInfo.InvariantCulture, $"/spec/steps/{at}"))),
        ];
        return new ResourceSet
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Inputs = spec.Field("inputs"u8),
            HasOtherInputs = spec.Items("inputsFrom"u8).Any(),
            CommonMetadata = spec.Field("commonMetadata"u8),
            Resources =
            [
                .. parts.SelectMany(part => part.Part.Items("resources"u8)
                    .Select((template, at) => (template, string.Create(CultureInfo.InvariantCulture, $"{part.Pointer}/resources/{at}")))),
            ],
            Texts =
            [
                .. parts.Select(part => (part.Part.Text("resourcesTemplate"u8), $"{part.Pointer}/resourcesTemplate")).Where(t => t.Item1.Length > 0),
            ],
        };
    }
}
