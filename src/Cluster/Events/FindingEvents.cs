using System.Globalization;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Judgement;

namespace HomelabStorage.Cluster.Events;

/// <summary>
/// Says findings as Events: on the object, and in one sum on whatever applies it by Flux, whose user sees neither warnings nor the object. What has
/// been said is not said again until it changes.
/// </summary>
public sealed class FindingEvents(ApiServer server, EventWriter writer)
{
    /// <summary>A cluster that is audited for the first time may have hundreds; the rest is in the reports.</summary>
    private const int MostAtOnce = 200;

    private const int MostOfOwner = 5;

    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    /// <summary>Says what is new.</summary>
    public async Task Tell(IReadOnlyList<Audited> results, CancellationToken stop)
    {
        var spoken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var result in results.Where(r => r.Subject.Metadata.Uid.Length > 0).OrderByDescending(r => r.Kind))
        {
            foreach (var decision in result.Findings)
            {
                var message = $"{decision.Finding.Message}; {decision.Finding.Remedy}";
                await Say(spoken, $"{result.Subject.Metadata.Uid}\n{message}", () => writer.Write(Target(result), Reason(decision), message, stop));
            }
        }

        foreach (var owned in results.GroupBy(r => FluxOwner.Of(r.Subject)).Where(g => g.Key is not null))
        {
            var message = Sum([.. owned]);
            await Say(spoken, $"{owned.Key!.Reference}\n{message}", async () =>
            {
                if (await owned.Key.Find(server, stop) is { } target)
                {
                    await writer.Write(target, "StorageFindings", message, stop);
                }
            });
        }

        _said.IntersectWith(spoken);
    }

    /// <summary>Says that an object was made while nobody was here.</summary>
    internal Task TellGap(Audited result, CancellationToken stop) =>
        writer.Write(Target(result), "AdmittedUnseen", $"made while homelab-storage was away: {result.Findings[0].Finding.Message}; {result.Findings[0].Finding.Remedy}", stop);

    private async Task Say(HashSet<string> spoken, string what, Func<Task> say)
    {
        spoken.Add(what);
        if (!_said.Contains(what) && spoken.Count <= MostAtOnce)
        {
            await say();
            _said.Add(what);
        }
    }

    private static EventTarget Target(Audited result) => new(result.Subject.Reference, result.Subject.Metadata.Uid);

    /// <summary>The rule's id as reasons of Events are written: <c>SqliteOnNetworkFilesystem</c>.</summary>
    private static string Reason(Decision decision) => string.Concat(decision.Finding.Rule.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Sum(Audited[] results)
    {
        var lines = results.OrderByDescending(r => r.Kind).ThenBy(r => r.Subject.Reference.ToString(), StringComparer.Ordinal).Take(MostOfOwner).Select(r => $"{r.Subject.Reference}: [{r.Findings[0].Finding.Rule.Id}] {r.Findings[0].Finding.Message}");
        var rest = results.Length > MostOfOwner ? string.Create(CultureInfo.InvariantCulture, $" · and {results.Length - MostOfOwner} more") : string.Empty;
        return string.Join(" · ", lines) + rest;
    }
}
