using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What the rules about databases on file systems of the network have in common.</summary>
internal static class NetworkDatabase
{
    /// <summary>The risk of data on the backend of its mount; null when there is none or none can be told.</summary>
    public static Risk? Judge(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        if (mount.Backend is not Backend.Known known)
        {
            return null;
        }

        var row = policy.Row(data.Kind);
        var protocol = known.Traits.Protocol;
        return row.Never.Contains(protocol) ? new Risk(known, IsSevere: true)
            : row.Avoid.Contains(protocol) || known.Traits.Locks == FileLocks.Fragile ? new Risk(known, IsSevere: false)
            : null;
    }

    /// <summary>The first line up to the advice.</summary>
    public static string Spoken(MountFacts mount, DataFacts data, Risk risk) =>
        $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)}, {(data.Doubt.Length > 0 ? "as far as is known, and" : "but")} "
            + $"{mount.VolumeSpoken} is on {risk.Backend.Spoken}{Class(mount)}";

    /// <summary>The class of the mount's claim in brackets, where it has one.</summary>
    public static string Class(MountFacts mount) => mount.Claim?.Class.Name is { Length: > 0 } name ? $" (class {name})" : string.Empty;

    /// <summary>What cannot be told because the backend is out of sight; empty when nothing depends on it.</summary>
    public static string Doubt(MountFacts mount, DataKind kind) =>
        OutOfSight(mount.Backend) is { Length: > 0 } reason && mount.Data.FirstOrDefault(d => d.Kind == kind) is { } data
            ? $"{mount.Program} keeps {data.Spoken} at {mount.PathOf(data)}; not checked where that is stored: {reason}"
            : string.Empty;

    /// <summary>Why nobody can tell how a backend locks files; empty where that is known.</summary>
    private static string OutOfSight(Backend backend) => backend switch
    {
        Backend.Unseen unseen => unseen.Reason,
        Backend.Known { Traits.Protocol: Protocol.Unknown } known => $"{known.Evidence}, which serves more than one protocol",
        _ => string.Empty,
    };

    /// <summary>
    /// What an unknown program may keep where a database would be lost, or where nobody sees what is there; empty when the program or the place is
    /// harmless.
    /// </summary>
    public static string Stranger(MountFacts mount)
    {
        if (mount.App is not null || mount.Main.Kind != DataKind.Unknown || mount.Workload.IsBatch || mount.Container.Role == ContainerRole.Init)
        {
            return string.Empty;
        }

        var place = mount.Backend switch
        {
            Backend.Known { Traits.Locks: FileLocks.Unsafe } known => $" on {known.Spoken}",
            { } other when mount.Claim is not null && OutOfSight(other) is { Length: > 0 } reason => $", nor where that is stored: {reason}",
            _ => string.Empty,
        };
        return place.Length == 0 ? string.Empty
            : $"cannot tell what {mount.Program} (image {mount.Container.Image.Written}) keeps at {mount.Path}{place}; say it with the "
                + $"annotation {Annotation.Data}.{mount.Mount.Volume}";
    }

    /// <summary>Other ways out: the app's own switch to a server, and a lesser class with a backup.</summary>
    public static IReadOnlyList<string> WaysOut(MountFacts mount, DataFacts data, Placement place, StoragePolicy policy)
    {
        var ways = new List<string>();
        var row = policy.Row(data.Kind);
        var saved = data with { Criticality = Criticality.Important };
        string[] others =
        [
            .. new[] { Criticality.Important, Criticality.Low, Criticality.Critical }
                .SelectMany(row.Classes)
                .Where(name => !string.Equals(name, place.Class, StringComparison.Ordinal)
                    && !string.Equals(name, mount.Claim?.Class.Name, StringComparison.Ordinal)
                    && Advice.May(name, mount, saved, policy)),
        ];
        if (Array.Find(others, name => Advice.IsReady(name, mount, saved, policy)) is { } ready)
        {
            ways.Add($"{ready} with a backup");
        }
        else if (others is [var other, ..])
        {
            ways.Add($"{Advice.Spoken(other, mount.Surroundings, policy)} with a backup{Advice.Rider(other, mount, saved, policy).Remedy}");
        }

        if (!data.IsResidue && mount.App?.App.Switches.FirstOrDefault(s => s.Engine == Engine.Server && s.Example.Length > 0) is { } option)
        {
            ways.Add(ToServer(mount, mount.App.App, option, place));
        }

        return ways;
    }

    /// <summary>How an app gets to a server: by the way that its documentation describes, or else by what switches it, which alone is an empty start.</summary>
    private static string ToServer(MountFacts mount, App app, AppSwitch option, Placement place)
    {
        var server = option.Product.Length > 0 ? option.Product : "a database server";
        return app.Moves.FirstOrDefault(m => string.Equals(m.To, option.Product, StringComparison.OrdinalIgnoreCase)) is { } move
            && mount.Claim?.Claim is not { IsPending: true }
            && Advice.ClaimOf(mount) is { Length: > 0 } claim
                ? place.Remedy.Contains(" migrate plan ", StringComparison.Ordinal)
                    ? $"move to {server}: the same plan with --to {move.To}"
                    : $"move to {server}: homelab-storage migrate plan {claim} --to {move.To} --cluster"
                : $"move to {server}: {option.Example} and what else {app.Name}'s documentation asks for; it starts empty";
    }

    /// <summary>A backend that data should not be on, and how bad that is.</summary>
    public sealed record Risk(Backend.Known Backend, bool IsSevere);
}
