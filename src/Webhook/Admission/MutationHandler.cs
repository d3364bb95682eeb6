using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Restoring;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Answers with what is to be changed. It never refuses: what must not be is the other endpoint's to say.</summary>
internal sealed class MutationHandler(Snapshots snapshots, ISight sight, TimeProvider time, string image) : IAdmissionHandler
{
    /// <inheritdoc/>
    public string Name => "mutate";

    /// <inheritdoc/>
    public AdmissionResponse? Recall(ReadOnlySpan<byte> body) => snapshots.Current.At(time.GetUtcNow()).Mutations.Find(body);

    /// <inheritdoc/>
    public ValueTask<AdmissionResponse> Handle(AdmissionRequest request, ReadOnlyMemory<byte> body, CancellationToken stop) => request switch
    {
        { SubResource.Length: > 0 } => new(AdmissionResponse.Allowed(request)),
        { Operation: AdmissionOperation.Create } when request.Manifest(request.Object) is { } manifest => OnCreate(request, manifest, body, stop),
        // The pin needs nothing but the two objects, so it holds before anything is known.
        { Operation: AdmissionOperation.Update } when request.Manifest(request.Object) is Claim claim && request.Manifest(request.OldObject) is Claim before =>
            new(Answer(request, Mutator.OnUpdate(claim, before))),
        _ => new(AdmissionResponse.Allowed(request)),
    };

    private async ValueTask<AdmissionResponse> OnCreate(AdmissionRequest request, Manifest manifest, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        if (sight.NotYet.Length > 0)
        {
            // What was not found cannot be chosen by; the default stands, and the other endpoint says so.
            return AdmissionResponse.Allowed(request);
        }

        await sight.Seek(manifest, snapshots.Current.Inventory, stop);
        var snapshot = snapshots.Current;
        var bench = snapshot.At(time.GetUtcNow());
        var response = Answer(request, RestoreOnCreate.Of(manifest, bench.Judge, snapshot.Policy, image));
        if (request.IsDryRun)
        {
            bench.Mutations.Keep(body.Span, response);
        }

        return response;
    }

    private static AdmissionResponse Answer(AdmissionRequest request, Mutation mutation) => AdmissionResponse.Allowed(request) with
    {
        Patch = mutation.IsNone ? [] : Patch.Of(request.Object, mutation.Edits),
        Notes = mutation.Warnings,
    };
}
