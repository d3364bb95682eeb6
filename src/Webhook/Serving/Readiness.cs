using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Sight;

namespace HomelabStorage.Webhook.Serving;

/// <summary>Whether the server is of use: it sees the cluster, can shake hands, and is not about to leave.</summary>
internal sealed class Readiness(ISight sight, ShownCertificate certificate)
{
    private volatile bool _isLeaving;

    /// <summary>Why it is not ready; empty when it is.</summary>
    public string Reason => _isLeaving ? "shutting down" : sight.NotYet is { Length: > 0 } notYet ? notYet : certificate.Obstacle;

    /// <summary>Whether it is about to leave; connections that are open should go elsewhere.</summary>
    public bool IsLeaving => _isLeaving;

    /// <summary>From now on it is not ready, so that no new connection is sent here.</summary>
    public void Leave() => _isLeaving = true;
}
