namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Commands whose output goes from one to the next, and whether their failure is swallowed.</summary>
internal sealed record ShellLine(IReadOnlyList<ShellCommand> Commands, bool IsMasked);
