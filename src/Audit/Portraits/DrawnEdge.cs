namespace HomelabStorage.Audit.Portraits;

/// <summary>A line between two boxes of a drawing.</summary>
/// <param name="From">The box on the left, by its place in the list.</param>
/// <param name="To">The box on the right.</param>
/// <param name="Standing">How the worst of what goes along it stands.</param>
/// <param name="Chains">The chains it is part of.</param>
internal sealed record DrawnEdge(int From, int To, Standing Standing, IReadOnlyList<int> Chains);
