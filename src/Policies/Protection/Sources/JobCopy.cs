namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Something a job copies.</summary>
/// <param name="From">The places it is read from.</param>
/// <param name="To">The place it is written to.</param>
/// <param name="Program">What copies.</param>
/// <param name="IsConsistent">Whether a database that is written to meanwhile is copied whole.</param>
/// <param name="IsDump">Whether a database server is dumped.</param>
/// <param name="Server">The address of the server that is dumped; empty where nothing says.</param>
internal sealed record JobCopy(IReadOnlyList<CopyPlace> From, CopyPlace To, string Program, bool IsConsistent, bool IsDump, string Server)
{
    /// <summary>Whether it reads something that lies at a place.</summary>
    public bool Reads(CopyPlace place) => From.Any(place.Meets);
}
