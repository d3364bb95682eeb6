namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What a script runs, in order.</summary>
/// <param name="Lines">The lines, those of loops and functions as often as they run.</param>
/// <param name="IsBroken">Whether something of it could not be read.</param>
internal sealed record ShellReading(IReadOnlyList<ShellLine> Lines, bool IsBroken);
