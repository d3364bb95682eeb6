using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// The keys of what holds some bytes: a folder of a node, a share of a server, the handle of a driver. A volume sees the bytes of another as a whole where it
/// is the same folder, share or handle, or a folder or share above.
/// </summary>
internal static class PlaceKeys
{
    /// <summary>The keys of a volume.</summary>
    public static IEnumerable<(string Kind, string Place)> Of(VolumeSource.Plugin volume)
    {
        if (volume.NodePath.Length > 0)
        {
            yield return ("node", WithoutRoot(volume.NodePath));
        }

        if (volume is { Server.Length: > 0, Share.Length: > 0 })
        {
            yield return ($"server {volume.Server.ToUpperInvariant()}", WithoutRoot(volume.Share));
        }

        if (volume.Handle.Length > 0)
        {
            yield return ($"driver {volume.Name}", volume.Handle);
        }
    }

    /// <summary>The keys of all volumes that may see the bytes of one as a whole.</summary>
    public static IEnumerable<(string Kind, string Place)> Above(VolumeSource.Plugin volume) =>
        Of(volume).SelectMany(key => AndAbove(key.Place), (key, place) => (key.Kind, place));

    private static string WithoutRoot(string path) => path.Length == 1 ? string.Empty : path;

    private static IEnumerable<string> AndAbove(string path)
    {
        for (var place = path; place.Length > 0; place = place[..Math.Max(0, place.LastIndexOf('/'))])
        {
            yield return place;
        }

        yield return string.Empty;
    }
}
