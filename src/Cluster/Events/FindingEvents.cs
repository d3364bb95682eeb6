using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;

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

    /// <summary>Says what is new: to whoever applies it first, then the worst. False when something could not be said and has to be tried again.</summary>
    public async Task<bool> Tell(IReadOnlyList<Verdict> results, CancellationToken stop)
    {
        var telling = new Telling(_said);
        foreach (var owned in results.GroupBy(r => FluxOwner.Of(r.Subject)).Where(g => g.Key is not null))
        {
            var message = Sum([.. owned]);
            await telling.Say($"{owned.Key!.Reference}\n{message}", async () => await owned.Key.Find(server, stop) switch
            {
                FluxOwner.Search.Found found => await writer.Write(found.Target, "StorageFindings", message, stop),
                FluxOwner.Search.Missing => true,
                _ => false,
            });
        }

        foreach (var (result, decision) in results
            .Where(r => r.Subject.Metadata.Uid.Length > 0)
            .SelectMany(r => r.Demands.Select(f => (r, f)))
            .OrderByDescending(found => found.f.Action))
        {
            var message = $"{decision.Finding.Message}; {decision.Finding.Remedy}";
            await telling.Say($"{result.Subject.Metadata.Uid}\n{message}", () => writer.Write(Target(result), Reason(decision), message, stop));
        }

        foreach (var (owner, decision) in results.SelectMany(r => Owner(r) is { } owner ? r.Demands.Select(f => (owner, f)) : []))
        {
            var message = $"{decision.Finding.Message}; {decision.Finding.Remedy}";
            await telling.Say($"{owner.Uid}\n{message}", () => writer.Write(owner, Reason(decision), message, stop));
        }

        _said.IntersectWith(telling.Spoken);
        return telling.HasSucceeded;
    }

    /// <summary>Says that an object was made while nobody was here.</summary>
    internal Task<bool> TellGap(Verdict result, CancellationToken stop) =>
        writer.Write(
            Target(result),
            "AdmittedUnseen",
            $"made while homelab-storage was away: {result.Findings[0].Finding.Message}; {result.Findings[0].Finding.Remedy}",
            stop);

    private static EventTarget Target(Verdict result) => new(result.Subject.Reference, result.Subject.Metadata.Uid);

    /// <summary>A controller that is not judged itself is told of what it makes: its pods come and go, and nobody looks at them.</summary>
    private static EventTarget? Owner(Verdict result) => result.Subject.Metadata.Controller is { IsJudged: false, Uid.Length: > 0 } owner
        && !owner.Is(string.Empty, "Node")
        ? new EventTarget(new ObjectReference(owner.ApiVersion, owner.Kind, result.Subject.Namespace, owner.Name), owner.Uid)
        : null;

    /// <summary>The rule's id as reasons of Events are written: <c>SqliteOnNetworkFilesystem</c>.</summary>
    private static string Reason(Decision decision) =>
        string.Concat(decision.Finding.Rule.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Sum(Verdict[] results)
    {
        var lines = results
            .OrderByDescending(r => r.Kind)
            .ThenBy(r => r.Subject.Reference.ToString(), StringComparer.Ordinal)
            .Take(MostOfOwner)
            .Select(r => $"{r.Subject.Reference}: [{r.Findings[0].Finding.Rule.Id}] {r.Findings[0].Finding.Message}");
        var rest = results.Length > MostOfOwner ? string.Create(CultureInfo.InvariantCulture, $" · and {results.Length - MostOfOwner} more") : string.Empty;
        return string.Join(" · ", lines) + rest;
    }

    /// <summary>One round: what there is to say, and what of it was new.</summary>
    private sealed class Telling(HashSet<string> said)
    {
        private int _new;

        public HashSet<string> Spoken { get; } = new(StringComparer.Ordinal);

        public bool HasSucceeded { get; private set; } = true;

        public async Task Say(string what, Func<Task<bool>> say)
        {
            Spoken.Add(what);
            if (said.Contains(what) || _new >= MostAtOnce)
            {
                return;
            }

            _new++;
            if (await say())
            {
                said.Add(what);
            }
            else
            {
                HasSucceeded = false;
            }
        }
    }
}
