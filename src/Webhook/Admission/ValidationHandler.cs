using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Judges a request. A request reads one snapshot; what it admits is in the next one.</summary>
internal sealed class ValidationHandler(Snapshots snapshots, TimeProvider time) : IAdmissionHandler
{
    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    public AdmissionResponse? Recall(ReadOnlySpan<byte> body) => snapshots.Current.On(Today).Answers.Find(body);

    /// <inheritdoc/>
    public AdmissionResponse Handle(AdmissionRequest request, ReadOnlySpan<byte> body)
    {
        if (request.SubResource.Length > 0)
        {
            return AdmissionResponse.Allowed(request);
        }

        switch (request.Operation)
        {
            case AdmissionOperation.Create or AdmissionOperation.Update when request.Manifest(request.Object) is { } manifest:
                return Judge(request, manifest, body);
            case AdmissionOperation.Delete when request.Manifest(request.OldObject) is { Metadata.HasFinalizers: false } gone:
                Forget(request, gone);
                return AdmissionResponse.Allowed(request);
            default:
                return AdmissionResponse.Allowed(request);
        }
    }

    private AdmissionResponse Judge(AdmissionRequest request, Manifest manifest, ReadOnlySpan<byte> body)
    {
        // Taking a finalizer off is the last update of an object; refusing it would leave the object for ever.
        if (manifest.Metadata.IsBeingDeleted)
        {
            if (!manifest.Metadata.HasFinalizers)
            {
                Forget(request, manifest);
            }

            return AdmissionResponse.Allowed(request);
        }

        var bench = snapshots.Current.On(Today);
        var verdict = request.Operation == AdmissionOperation.Update && request.Manifest(request.OldObject) is { } before
            ? bench.Judge.Of(manifest, before)
            : bench.Judge.Of(manifest);
        var response = AdmissionResponse.Allowed(request) with
        {
            Denials = Those(verdict, RuleAction.Deny),
            Warnings = [.. Those(verdict, RuleAction.Fix), .. Those(verdict, RuleAction.Warn)],
        };
        if (request.IsDryRun)
        {
            bench.Answers.Keep(body, response);
        }
        else if (response.IsAllowed)
        {
            snapshots.Admit(manifest);
        }

        return response;
    }

    private void Forget(AdmissionRequest request, Manifest manifest)
    {
        if (!request.IsDryRun)
        {
            snapshots.Forget(manifest);
        }
    }

    private static Decision[] Those(Verdict verdict, RuleAction action)
    {
        var count = 0;
        foreach (var decision in verdict.Findings)
        {
            count += decision.Action == action ? 1 : 0;
        }

        return count == 0 ? [] : [.. verdict.Findings.Where(d => d.Action == action)];
    }
}
