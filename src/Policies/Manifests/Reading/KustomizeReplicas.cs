using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The replicas that Argo sets in a kustomization.</summary>
internal static class KustomizeReplicas
{
    /// <summary>
    /// The list as kustomize takes it: Argo's counts may be text (<c>count: "3"</c>), kustomize's are numbers. What is no number is left out.
    /// </summary>
    public static JsonElement OfArgo(IEnumerable<JsonElement> written)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var list = new Utf8JsonWriter(buffer))
        {
            list.WriteStartArray();
            foreach (var entry in written)
            {
                var count = entry.Field("count"u8);
                var text = count.ValueKind == JsonValueKind.Number ? count.GetRawText() : entry.Text("count"u8);
                if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                {
                    list.WriteStartObject();
                    list.WriteString("name"u8, entry.Text("name"u8));
                    list.WriteNumber("count"u8, number);
                    list.WriteEndObject();
                }
            }

            list.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
