namespace HomelabStorage.Policies.Catalog;

/// <summary>The way that an app's own documentation describes to bring its data to another database.</summary>
/// <param name="To">The database, as <c>migrate plan --to</c> takes it.</param>
/// <param name="Source">Where the way is described.</param>
/// <param name="Steps">What to do, in order; a step that begins with a dollar sign is typed.</param>
/// <param name="Leaves">What does not come along; empty for nothing.</param>
public sealed record AppMove(string To, string Source, IReadOnlyList<string> Steps, string Leaves);
