using System.Text.Json;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using Microsoft.AspNetCore.JsonPatch.SystemTextJson.Operations;

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
        if (operations.Count == 0)
        {
            return allowed;
        }

        if (!Holds(request, operations))
        {
            LogDropped(log, request.Resource);
            return allowed;
        }

        if (log.IsEnabled(LogLevel.Information))
        {
            var paths = string.Join(", ", operations.Where(o => o.op is not "test").Select(o => o.path));
            LogPatch(log, request.Resource, request.Operation, request.IsDryRun, paths);
        }

        return allowed with { Patch = operations, Notes = mutation.Warnings };
    }

    /// <summary>A patch that does not apply, or that a second look would patch again, is a bug of ours; better no change than a wrong one.</summary>
    private static bool Holds(AdmissionRequest request, IReadOnlyList<Operation> operations)
    {
        try
        {
            using var after = JsonDocument.Parse(Patch.Apply(request.Object, operations).ToJsonString());
            return request.Manifest(after.RootElement) is { } manifest && manifest.Name.Equals(request.Manifest(request.Object)?.Name, StringComparison.Ordinal);
        }
        catch (Microsoft.AspNetCore.JsonPatch.SystemTextJson.Exceptions.JsonPatchException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "patched {Resource} ({Operation}, dry run {IsDryRun}): {Paths}")]
    private static partial void LogPatch(ILogger log, ObjectReference resource, AdmissionOperation operation, bool isDryRun, string paths);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "a patch of {Resource} would not apply and was not sent")]
    private static partial void LogDropped(ILogger log, ObjectReference resource);
}
