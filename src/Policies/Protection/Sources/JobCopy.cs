namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Something a job copies.</summary>
/// <param name="From">The places it is read from.</param>
/// <param name="To">The place it is written to.</param>
/// <param name="Program">What copies.</param>
/// <param name="IsConsistent">Whether a database that is written to meanwhile is copied whole.</param>
internal sealed record JobCopy(IReadOnlyList<CopyPlace> From, CopyPlace To, string Program, bool IsConsistent)
{
    /// <summary>Whether it reads something that lies at a place.</summary>
    public bool Reads(CopyPlace place) => From.Any(place.Meets);
}
