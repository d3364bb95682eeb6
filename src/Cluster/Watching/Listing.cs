using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Watching;

/// <summary>Reads all objects of a resource, page by page.</summary>
internal static class Listing
{
    /// <summary>The objects and the version at which that was so; or why not.</summary>
    public static async Task<Outcome> Of(ApiServer server, WatchedResource resource, string ns, int pageSize, CancellationToken stop)
    {
        var all = new List<Observed>();
        var unreadable = new List<ManifestReading.Unreadable>();
        var next = string.Empty;
        do
        {
            var limit = Math.Min(pageSize, resource.Kind.MostInPage);
            var rest = next.Length > 0 ? $"&continue={Uri.EscapeDataString(next)}" : string.Empty;
            var page = await server.Get(string.Create(CultureInfo.InvariantCulture, $"{resource.Path(ns)}?limit={limit}{rest}"), stop);
            switch (page)
            {
                case ApiAnswer.Done { Body: var body } done when body.RootElement.At("items").ValueKind is not (JsonValueKind.Array or JsonValueKind.Null):
                    done.Dispose();
                    return new Outcome.Nothing(new ApiAnswer.Unreachable(
                        $"{server.Address.ToString().TrimEnd('/')} is not a Kubernetes API server: it answers /{resource.Path(ns)} with what is not a list"));
                case ApiAnswer.Done done:
                    using (done)
                    {
                        var version = Read(done.Body.RootElement, resource, all, unreadable, out next);
                        if (next.Length == 0)
                        {
                            return new Outcome.All(all, unreadable, version);
                        }
                    }

                    break;
                case ApiAnswer.Refused { IsExpired: true } when next.Length > 0:
                    // The pages have grown old while they were read; what was read so far belongs to another time.
                    all.Clear();
                    unreadable.Clear();
                    next = string.Empty;
                    break;
                default:
                    return new Outcome.Nothing(page);
            }
        }
        while (true);
    }

    /// <summary>One object that belongs to no namespace.</summary>
    public static async Task<Outcome> One(ApiServer server, WatchedResource resource, string name, CancellationToken stop)
    {
        var answer = await server.Get($"{resource.Path(string.Empty)}/{Uri.EscapeDataString(name)}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return new Outcome.Nothing(answer);
        }

        using (done)
        {
            return new Outcome.All(
                Observed.Of(done.Body.RootElement, resource, out var unreadable) is { } observed ? [observed] : [],
                unreadable is null ? [] : [unreadable],
                string.Empty);
        }
    }

    private static string Read(JsonElement list, WatchedResource resource, List<Observed> all, List<ManifestReading.Unreadable> unreadable, out string next)
    {
        var version = string.Empty;
        next = string.Empty;
        if (list.ValueKind == JsonValueKind.Object && list.TryGetProperty("metadata"u8, out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            version = metadata.TryGetProperty("resourceVersion"u8, out var v) ? v.ToString() : string.Empty;
            next = metadata.TryGetProperty("continue"u8, out var c) ? c.ToString() : string.Empty;
        }

        if (list.ValueKind == JsonValueKind.Object && list.TryGetProperty("items"u8, out var items) && items.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in items.EnumerateArray())
            {
                if (Observed.Of(item, resource, out var trouble) is { } observed)
                {
                    all.Add(observed);
                }
                else if (trouble is not null)
                {
                    unreadable.Add(trouble);
                }
            }
        }

        return version;
    }

    /// <summary>What became of a listing.</summary>
    internal abstract record Outcome
    {
        private Outcome()
        {
        }

        /// <summary>Everything there is, and what of it could not be read.</summary>
        public sealed record All(IReadOnlyList<Observed> Objects, IReadOnlyList<ManifestReading.Unreadable> Unreadable, string Version) : Outcome;

        /// <summary>The answer that was none.</summary>
        public sealed record Nothing(ApiAnswer Answer) : Outcome;
    }
}
