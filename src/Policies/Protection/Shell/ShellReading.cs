namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What a script runs, in order.</summary>
/// <param name="Lines">The lines, those of loops and functions as often as they run.</param>
/// <param name="IsBroken">Whether something of it could not be read.</param>
/// <param name="IsForgiving">Whether it ends well whatever failed.</param>
internal sealed record ShellReading(IReadOnlyList<ShellLine> Lines, bool IsBroken, bool IsForgiving);
