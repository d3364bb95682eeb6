using System.Collections.Frozen;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>What stands behind an entry of the app-template's persistence for which no claim is made.</summary>
internal static class AppTemplateSource
{
    public static VolumeSource Of(JsonProperty entry, string pointer, Release release)
    {
        var value = entry.Value;
        return value.Text("type"u8) switch
        {
            "nfs" => new VolumeSource.Plugin("kubernetes.io/nfs", FrozenDictionary<string, string>.Empty)
            {
                Server = release.Fill(value.Text("server"u8)),
                Share = VolumeSourceReader.NodePath(release.Fill(value.Text("path"u8))),
            },
            "hostPath" =>
                new VolumeSource.Plugin(
                    VolumeSource.Plugin.HostPath,
                    FrozenDictionary<string, string>.Empty)
                { NodePath = VolumeSourceReader.NodePath(release.Fill(value.Text("hostPath"u8))) },
            "emptyDir" => new VolumeSource.EmptyDirectory(value.Text("medium"u8) is "Memory"),
            "custom" =>
                value.Field("volumeSpec"u8) is { ValueKind: JsonValueKind.Object } volume
                    ? VolumeSourceReader.Read(volume, pointer + "/volumeSpec", entry.Name)
                    : VolumeSource.Undeclared.Instance,
            "ephemeral" => new VolumeSource.ByEphemeralClaim(AppTemplateClaim.Ephemeral(entry, pointer)),
            _ when AppTemplateClaim.IsClaim(value) => new VolumeSource.ByClaim(release.Fill(value.Text("existingClaim"u8))),
            "configMap" when value.Text("name"u8).Length > 0 => VolumeSourceReader.ConfigMap(value, release.Fill(value.Text("name"u8))),
            "secret" when value.Text("name"u8).Length > 0 => VolumeSourceReader.Secret(value, release.Fill(value.Text("name"u8))),
            _ => VolumeSource.Projection.Instance,
        };
    }
}
