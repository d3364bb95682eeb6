using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// The keys of what holds some bytes: a folder of a node, a share of a server, the handle of a driver. A volume sees the bytes of another as a whole where it
/// is the same folder, share or handle, or a folder or share above.
/// </summary>
internal static class PlaceKeys
{
    private const string OnNode = "node";

    /// <summary>The keys of a volume.</summary>
    public static IEnumerable<(string Kind, string Place)> Of(VolumeSource.Plugin volume)
    {
        if (volume.NodePath.Length > 0)
        {
            yield return (OnNode, volume.NodePath.Length == 1 ? string.Empty : volume.NodePath);
        }

        if (volume.Share.Length > 0)
        {
            yield return (OnServer(volume), volume.Share.Length == 1 ? string.Empty : volume.Share);
        }

        if (volume.Handle.Length > 0)
        {
            yield return (OfDriver(volume), volume.Handle);
        }
    }

    /// <summary>The keys of all volumes that see the bytes of one as a whole.</summary>
    public static IEnumerable<(string Kind, string Place)> Above(VolumeSource.Plugin volume)
    {
        if (volume.NodePath.Length > 0)
        {
            foreach (var folder in AndAbove(volume.NodePath))
            {
                yield return (OnNode, folder);
            }
        }

        if (volume is { Server.Length: > 0, Share.Length: > 0 })
        {
            var server = OnServer(volume);
            foreach (var folder in AndAbove(volume.Share))
            {
                yield return (server, folder);
            }
        }

        if (volume.Handle.Length > 0)
        {
            yield return (OfDriver(volume), volume.Handle);
        }
    }

    private static string OnServer(VolumeSource.Plugin volume) => $"server {volume.Server.ToUpperInvariant()}";

    private static string OfDriver(VolumeSource.Plugin volume) => $"driver {volume.Name}";

    private static IEnumerable<string> AndAbove(string path)
    {
        for (var folder = path; folder.Length > 0; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
        {
            yield return folder;
        }

        yield return string.Empty;
    }
}
