using HomelabStorage.Cluster.Restoring;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>An app that can be recovered, and what applies it.</summary>
/// <param name="App">The app.</param>
/// <param name="Suspended">What applies it, which has to rest.</param>
/// <param name="ByHand">The commands by which a person makes that rest.</param>
internal sealed record FoundApp(RecoveredApp App, IReadOnlyList<Pause> Suspended, IReadOnlyList<string> ByHand);
