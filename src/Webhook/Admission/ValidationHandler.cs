using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Judges a request. A request reads one snapshot; what it admits is in the next one.</summary>
internal sealed class ValidationHandler(Snapshots snapshots, ISight sight, TimeProvider time) : IAdmissionHandler
{
    private static readonly string[] NotJudged =
    [
        "[not-judged] homelab-storage has not seen the whole cluster yet and lets this pass; the next audit judges it",
    ];

    /// <inheritdoc/>
    public string Name => "validate";

    /// <inheritdoc/>
    public AdmissionResponse? Recall(ReadOnlySpan<byte> body) => snapshots.Current.At(time.GetUtcNow()).Answers.Find(body);

    /// <inheritdoc/>
    public ValueTask<AdmissionResponse> Handle(AdmissionRequest request, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        switch (request.Operation)
        {
            case AdmissionOperation.Update when request.SubResource is "scale" && Scaling.Obstacle(request, snapshots.Current.Inventory) is { } obstacle:
                return new(NotRead(request, obstacle));
            case AdmissionOperation.Create or AdmissionOperation.Update when Change.Of(request, snapshots.Current.Inventory) is { } change:
                // Taking a finalizer off is the last update of an object; refusing it would leave the object forever.
                if (!change.After.Metadata.IsBeingDeleted)
                {
                    // What an update makes worse cannot be told without what was there before.
                    return change.Before is null && request.Read(request.OldObject) is ManifestReading.Unreadable before
                        ? new(NotRead(request, before))
                        : Judge(request, change, body, stop);
                }

                if (!change.After.Metadata.HasFinalizers && request.SubResource.Length == 0)
                {
                    Forget(request, change.After);
                }

                break;
            case AdmissionOperation.Create or AdmissionOperation.Update when request.SubResource.Length == 0
                && request.Read(request.Object) is ManifestReading.Unreadable unreadable:
                return new(NotRead(request, unreadable));
            case AdmissionOperation.Delete when request.SubResource.Length == 0
                && request.Manifest(request.OldObject) is { Metadata.HasFinalizers: false } gone:
                Forget(request, gone);
                break;
        }

        return new(AdmissionResponse.Allowed(request));
    }

    private async ValueTask<AdmissionResponse> Judge(AdmissionRequest request, Change change, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        if (sight.NotYet.Length > 0)
        {
            return AdmissionResponse.Allowed(request) with { Notes = NotJudged };
        }

        await sight.Seek(change.After, snapshots.Current.Inventory, stop);
        var bench = snapshots.Current.At(time.GetUtcNow());
        var verdict = change.Before is { } before ? bench.Judge.Of(change.After, before) : bench.Judge.Of(change.After);
        var response = AdmissionResponse.Judged(request, Those(verdict, RuleAction.Deny), Warnings(verdict));
        if (request.IsDryRun)
        {
            bench.Answers.Keep(body.Span, response);
        }
        else if (response.IsAllowed && change.IsKept && change.After.HasName)
        {
            sight.Admit(change.After);
        }

        return response;
    }

    /// <summary>Our not being able to read an object is no denial, and no silence.</summary>
    private static AdmissionResponse NotRead(AdmissionRequest request, ManifestReading.Unreadable unreadable) => AdmissionResponse.Allowed(request) with
    {
        Unreadable = unreadable,
        Notes = [$"[not-judged] homelab-storage lets this pass unjudged: {unreadable}"],
    };

    private void Forget(AdmissionRequest request, Manifest manifest)
    {
        if (!request.IsDryRun)
        {
            sight.Forget(manifest);
        }
    }

    private static Decision[] Warnings(Verdict verdict) =>
        Those(verdict, RuleAction.Fix) is { Length: > 0 } fixes ? [.. fixes, .. Those(verdict, RuleAction.Warn)] : Those(verdict, RuleAction.Warn);

    private static Decision[] Those(Verdict verdict, RuleAction action)
    {
        var count = 0;
        foreach (var decision in verdict.Findings)
        {
            count += decision.Action == action ? 1 : 0;
        }

        return count == 0 ? [] : Picked(verdict, action);
    }

    private static Decision[] Picked(Verdict verdict, RuleAction action) => [.. verdict.Findings.Where(d => d.Action == action)];
}
