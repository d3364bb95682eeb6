namespace HomelabStorage.Audit.Cases;

/// <summary>What a case expects in one file, and what was got. An empty text means that there is, or should be, no such file.</summary>
/// <param name="File">The file.</param>
/// <param name="Expected">What it holds.</param>
/// <param name="Got">What it would have to hold.</param>
public sealed record Difference(string File, string Expected, string Got);
