using System.Text;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>What the API server, and the webhooks that it asks, would say to an object. Nothing is made.</summary>
internal static class TriedCreation
{
    /// <summary>Null where it would be made. That it is there already is said last, and no reason either.</summary>
    /// <param name="server">The API server.</param>
    /// <param name="collection">Where it would be made.</param>
    /// <param name="manifest">The object, as JSON.</param>
    /// <param name="what">What messages call it.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<StepEnd?> Of(ApiServer server, string collection, string manifest, string what, CancellationToken stop)
    {
        var answer = await server.Create($"{collection}?dryRun=All", Encoding.UTF8.GetBytes(manifest), stop);
        (answer as IDisposable)?.Dispose();
        return answer switch
        {
            ApiAnswer.Done or ApiAnswer.Refused { IsConflict: true } => null,
            ApiAnswer.Refused { IsDecided: true } => new StepEnd.Refused($"{what} would be refused: {answer.Complaint}"),
            ApiAnswer.Refused => new StepEnd.Lost($"whether {what} would be accepted is not known: asked by a dry run, the API server answered "
                + $"{answer.Complaint}"),
            _ => new StepEnd.Lost($"whether {what} would be accepted is not known: the API server did not answer ({answer.Complaint})"),
        };
    }
}
