namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Commands whose output goes from one to the next.</summary>
/// <param name="Commands">The commands.</param>
/// <param name="IsMasked">Whether the script ends well although the last of them fails.</param>
/// <param name="IsPipeMasked">Whether a failure of one that is not the last goes unnoticed.</param>
internal sealed record ShellLine(IReadOnlyList<ShellCommand> Commands, bool IsMasked, bool IsPipeMasked);
