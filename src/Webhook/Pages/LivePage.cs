using System.Text;
using HomelabStorage.Audit.Html;
using HomelabStorage.Cluster;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Webhook.Pages;

/// <summary>
/// The page of what is known, worked out when somebody asks for it and something has changed since it last was: whoever has no page pays for none, and
/// nobody has it worked out again and again.
/// </summary>
internal sealed class LivePage(Func<AuditSource> source, TimeProvider time) : IDisposable
{
    /// <summary>For so long a page is good enough, whatever has changed meanwhile.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    /// <summary>And for so long where nothing has: backups are late, and exemptions end, by the clock alone.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _atOnce = new(1, 1);
    private Made? _made;

    /// <summary>The page and its summary; null as long as not everything is listed.</summary>
    public async Task<Made?> Current(CancellationToken stop)
    {
        await _atOnce.WaitAsync(stop);
        try
        {
            var current = source();
            if (_made is { } made && (time.GetUtcNow() - made.At < Rest || (made.IsOf(current) && time.GetUtcNow() - made.At < Longest)))
            {
                return made;
            }

            // Judging a cluster takes long for a thread that others wait for.
            return current.IsComplete ? _made = await LongWork.Run(() => Make(current), stop) : _made;
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private Made Make(AuditSource current)
    {
        var at = time.GetUtcNow();
        ManifestReading[] seen = [.. current.Inventory.All.Select(manifest => new ManifestReading.Understood(manifest))];
        var page = HouseholdPage.Of(Household.Of(seen, current.Policy, at), at);
        return new Made(current, at, Encoding.UTF8.GetBytes(page.Html()), page.Summary());
    }

    /// <summary>A page that was worked out.</summary>
    /// <param name="Source">Of what.</param>
    /// <param name="At">When.</param>
    /// <param name="Html">The page.</param>
    /// <param name="Summary">The same in a few numbers, as JSON.</param>
    internal sealed record Made(AuditSource Source, DateTimeOffset At, ReadOnlyMemory<byte> Html, ReadOnlyMemory<byte> Summary)
    {
        /// <summary>Whether nothing has changed since.</summary>
        public bool IsOf(AuditSource current) =>
            ReferenceEquals(Source.Inventory, current.Inventory) && ReferenceEquals(Source.Policy, current.Policy);
    }
}
