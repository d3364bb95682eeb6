using System.Diagnostics;
using System.Diagnostics.Metrics;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Webhook.Observability;

/// <summary>
/// What is counted about requests: doors, rules and outcomes, never names of objects or users. Dry runs are told apart, because Flux asks everything
/// twice.
/// </summary>
internal sealed class AdmissionMeter
{
    private readonly Counter<long> _requests;
    private readonly Counter<long> _decisions;
    private readonly Counter<long> _mutations;
    private readonly Histogram<double> _duration;

    public AdmissionMeter(Meter meter)
    {
        _requests = meter.CreateCounter<long>(
            "homelab_storage.admission.requests",
            description: "Admission requests by endpoint, operation, resource, outcome and dry run.");
        _decisions = meter.CreateCounter<long>(
            "homelab_storage.rule.decisions",
            description: "What rules decided about admission requests, dry runs left out.");
        _mutations = meter.CreateCounter<long>("homelab_storage.mutations", description: "Objects that were changed at admission, dry runs left out.");
        _duration = meter.CreateHistogram(
            "homelab_storage.admission.duration",
            unit: "s",
            description: "From the last byte of a request to its answer.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
            });
    }

    /// <summary>A request that was answered.</summary>
    public void Answered(string webhook, AdmissionResponse response, bool isDryRun, TimeSpan took)
    {
        var outcome = !response.IsAllowed ? "denied"
            : response.Unreadable is not null ? "unreadable"
            : response.Patch.Count > 0 ? "patched"
            : response.Warnings.Count + response.Notes.Count > 0 ? "warned"
            : "allowed";
        _requests.Add(1, new TagList
        {
            { "webhook", webhook },
            { "operation", Spell(response.Operation) },
            { "resource", response.Resource.Kind },
            { "outcome", outcome },
            { "dry_run", isDryRun ? "true" : "false" },
        });
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("webhook", webhook));
        if (!isDryRun)
        {
            Count(response.Denials);
            Count(response.Warnings);
            if (response.Patch.Count > 0)
            {
                _mutations.Add(1, new KeyValuePair<string, object?>("kind", response.Resource.Kind));
            }
        }
    }

    /// <summary>A request that could not be answered: <c>refused</c> when it made no sense, <c>error</c> when we broke.</summary>
    public void Failed(string webhook, string outcome) =>
        _requests.Add(
            1,
            new TagList
            {
                { "webhook", webhook },
                { "operation", string.Empty },
                { "resource", string.Empty },
                { "outcome", outcome },
                { "dry_run", string.Empty },
            });

    private void Count(IReadOnlyList<Decision> decisions)
    {
        foreach (var decision in decisions)
        {
            _decisions.Add(1, new("rule", decision.Finding.Rule.Id), new("action", Words.Actions.Spell(decision.Action)));
        }
    }

    private static string Spell(AdmissionOperation operation) => operation switch
    {
        AdmissionOperation.Create => "CREATE",
        AdmissionOperation.Update => "UPDATE",
        AdmissionOperation.Delete => "DELETE",
        _ => "CONNECT",
    };
}
