namespace HomelabStorage.Policies.Manifests;

/// <summary>A chart that another one brings along.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Key">The key of its values in those of the other one: an alias, or its name.</param>
/// <param name="Condition">Paths of values of which the first that is there switches it on or off, with commas between them; empty for none.</param>
/// <param name="Folder">The folder it lies in, from that of the other one; empty where it is one of a registry.</param>
public sealed record ChartDependency(ChartName Chart, string Key, string Condition, string Folder);
