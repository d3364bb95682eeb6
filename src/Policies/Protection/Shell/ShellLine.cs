namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Commands whose output goes from one to the next.</summary>
/// <param name="Commands">The commands.</param>
/// <param name="IsMasked">Whether the script ends well although the last of them fails.</param>
/// <param name="IsPipeMasked">Whether a failure of one that is not the last goes unnoticed.</param>
/// <param name="IsDoubted">Whether it runs only where something is so that only a run would tell.</param>
/// <param name="IsAside">Whether it runs only for what it prints, within another command.</param>
internal sealed record ShellLine(IReadOnlyList<ShellCommand> Commands, bool IsMasked, bool IsPipeMasked, bool IsDoubted, bool IsAside);
