using HomelabStorage.Audit.Cases;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.TestKit;

/// <summary>The handlers of a server that follows no cluster.</summary>
internal static class Handlers
{
    public static ValidationHandler Validation(Snapshots snapshots) => new(snapshots, new FolderSight(snapshots), new FixedTime());

    public static ValidationHandler Validation(Snapshot snapshot) => Validation(new Snapshots(snapshot));

    public static MutationHandler Mutation(Snapshot snapshot)
    {
        var snapshots = new Snapshots(snapshot);
        return new MutationHandler(snapshots, new FolderSight(snapshots), new FixedTime(), CaseRun.Image);
    }

    /// <summary>The answer, which without a cluster is there at once.</summary>
    public static AdmissionResponse Answer(this IAdmissionHandler handler, AdmissionRequest request, ReadOnlyMemory<byte> body)
    {
        var answer = handler.Handle(request, body, CancellationToken.None);
        return answer.IsCompletedSuccessfully ? answer.Result : throw new InvalidOperationException("without a cluster there is nothing to wait for");
    }
}
