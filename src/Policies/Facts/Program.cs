using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>A container whose app is known.</summary>
/// <param name="Container">The container.</param>
/// <param name="App">The app, with its switches as they are set here.</param>
/// <param name="Paths">Where the app keeps its data, after the variables that move it.</param>
public sealed record Program(Container Container, AppFacts App, IReadOnlyList<(AppData Data, string Path)> Paths);
