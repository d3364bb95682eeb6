using System.Collections.Concurrent;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Cluster.Watching;

/// <summary>
/// Looks once for what an object leads to and the inventory has not seen: the claim that was made a moment ago, or its class. A look is short, few look
/// at a time, and what was not there is not looked for again at once, so that a flood of reviews never becomes a flood of requests.
/// </summary>
public sealed class MissingLinks(ApiServer server, LiveInventory inventory, TimeProvider time) : IDisposable
{
    private const int MostAtATime = 8;
    private const int MostRemembered = 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(2);
    private static readonly WatchedResource Claims = WatchedResource.Of(ManifestKinds.PersistentVolumeClaim);
    private static readonly WatchedResource Classes = WatchedResource.Of(ManifestKinds.StorageClass);

    private readonly SemaphoreSlim _free = new(MostAtATime);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _absent = new(StringComparer.Ordinal);

    /// <summary>Brings the first missing link of an object into sight, if it is there.</summary>
    public async ValueTask Seek(Manifest manifest, Inventory known, CancellationToken stop)
    {
        if (Link(manifest, known) is not { } link || !inventory.IsSynced || IsKnownToBeAbsent(link.Path) || !await _free.WaitAsync(TimeSpan.Zero, stop))
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
            switch (await server.Get(link.Path, either.Token))
            {
                case ApiAnswer.Done done:
                    using (done)
                    {
                        if (Observed.Of(done.Body.RootElement, link.Resource) is { } observed)
                        {
                            inventory.Believe(observed.Manifest);
                        }
                    }

                    break;
                case ApiAnswer.Refused { IsMissing: true }:
                    Remember(link.Path);
                    break;
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It took too long; the object is judged by what is known.
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private static (WatchedResource Resource, string Path)? Link(Manifest manifest, Inventory known) => manifest switch
    {
        Workload { Namespace.Length: > 0 } workload => workload.Pod.Volumes
            .Select(v => v.Source).OfType<VolumeSource.ByClaim>()
            .Where(c => known.Claims.At(workload.Namespace, c.ClaimName).IsEmpty)
            .Select(c => ((WatchedResource, string)?)(Claims, $"{Claims.Path(workload.Namespace)}/{Uri.EscapeDataString(c.ClaimName)}"))
            .FirstOrDefault(),
        Claim { Spec.Class: ClassRequest.Named { Name: { Length: > 0 } name } } when known.Classes.At(name).IsEmpty =>
            (Classes, $"{Classes.Path(string.Empty)}/{Uri.EscapeDataString(name)}"),
        _ => null,
    };

    private bool IsKnownToBeAbsent(string path) => _absent.TryGetValue(path, out var until) && time.GetUtcNow() < until;

    private void Remember(string path)
    {
        if (_absent.Count >= MostRemembered)
        {
            _absent.Clear();
        }

        _absent[path] = time.GetUtcNow() + Memory;
    }
}
