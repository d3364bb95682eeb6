namespace HomelabStorage.Webhook.Connections;

/// <summary>What would be lost with a connection, the least first.</summary>
internal enum Worth
{
    /// <summary>Nothing that we know of: it has not shaken hands, or sends its headers slowly, or is silent.</summary>
    NeverAsked,

    /// <summary>A handshake: an API server keeps connections open for the next question.</summary>
    HasAsked,

    /// <summary>An answer.</summary>
    Busy,
}
