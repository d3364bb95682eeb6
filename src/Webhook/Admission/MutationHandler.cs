using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Webhook.Admission;

/// <summary>Answers with what is to be changed. It never refuses: what must not be is the other endpoint's to say.</summary>
internal sealed partial class MutationHandler(Snapshots snapshots, TimeProvider time, ILogger log) : IAdmissionHandler
{
    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <inheritdoc/>
    public AdmissionResponse? Recall(ReadOnlySpan<byte> body) => snapshots.Current.On(Today).Mutations.Find(body);

    /// <inheritdoc/>
    public AdmissionResponse Handle(AdmissionRequest request, ReadOnlySpan<byte> body)
    {
        var snapshot = snapshots.Current;
        var bench = snapshot.On(Today);
        var response = Answer(request, bench.Judge, snapshot.Policy);
        if (request.IsDryRun)
        {
            bench.Mutations.Keep(body, response);
        }

        return response;
    }

    private AdmissionResponse Answer(AdmissionRequest request, Judge judge, StoragePolicy policy)
    {
        var allowed = AdmissionResponse.Allowed(request);
        if (request.SubResource.Length > 0 || request.Manifest(request.Object) is not { } manifest)
        {
            return allowed;
        }

        var mutation = request.Operation switch
        {
            AdmissionOperation.Create => Mutator.OnCreate(manifest, judge, policy),
            AdmissionOperation.Update when manifest is Claim claim && request.Manifest(request.OldObject) is Claim before => Mutator.OnUpdate(claim, before),
            _ => Mutation.None,
        };
        var operations = mutation.IsNone ? [] : Patch.Of(request.Object, mutation.Edits);
        if (operations.Count > 0 && log.IsEnabled(LogLevel.Information))
        {
            var paths = string.Join(", ", operations.Where(o => o.Op is not "test").Select(o => o.Path));
            LogPatch(log, request.Resource, request.Operation, request.IsDryRun, paths);
        }

        return allowed with { Patch = operations, Notes = mutation.Warnings };
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "patched {Resource} ({Operation}, dry run {IsDryRun}): {Paths}")]
    private static partial void LogPatch(ILogger log, ObjectReference resource, AdmissionOperation operation, bool isDryRun, string paths);
}
