using System.Text.Json;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>A node that is taken to be lost.</summary>
internal sealed class LostNode(ApiServer server, string name)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whether Kubernetes has it and hears of it; a complaint where that cannot be told.</summary>
    public async Task<(bool IsThere, bool IsReady, string Complaint)> Look(CancellationToken stop)
    {
        var answer = await server.Get($"api/v1/nodes/{name}", stop);
        if (answer is not ApiAnswer.Done done)
        {
            return (false, false, answer is ApiAnswer.Refused { IsMissing: true } ? string.Empty : $"node {name}: {answer.Complaint}");
        }

        using (done)
        {
            var conditions = done.Body.RootElement.At("status", "conditions");
            return (
                true,
                conditions.ValueKind == JsonValueKind.Array
                    && conditions.EnumerateArray().Any(c => c.TextAt("type") is "Ready" && c.TextAt("status") is "True"),
                string.Empty);
        }
    }
}
