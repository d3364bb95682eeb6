namespace HomelabStorage.Audit.Rendering;

/// <summary>What Flux puts in for variables.</summary>
/// <param name="Values">By name.</param>
/// <param name="IsWhole">Whether all of them are in sight, so that one without a value is empty.</param>
internal sealed record Variables(IReadOnlyDictionary<string, string> Values, bool IsWhole);
