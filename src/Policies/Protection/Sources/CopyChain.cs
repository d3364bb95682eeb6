namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Everywhere that data get to from where they lie, by one copy or by several, and the copies.</summary>
/// <param name="Reached">The places in which a copy of them stays.</param>
/// <param name="Copies">The copies.</param>
internal sealed record CopyChain(IReadOnlyList<CopyPlace> Reached, IReadOnlyList<JobCopy> Copies)
{
    /// <summary>Follows the copies that reach what lies in some places far enough. What is removed again may have been sent on before.</summary>
    public static CopyChain Of(IReadOnlyList<CopyPlace> from, IReadOnlyList<JobCopy> all, CopyReach least)
    {
        var (reached, copies, places) = (new List<CopyPlace>(), new List<JobCopy>(), from.ToList());
        for (var isNews = true; isNews;)
        {
            isNews = false;
            foreach (var copy in all.Where(c => !copies.Contains(c) && places.Exists(p => c.Reads(p) >= least)))
            {
                copies.Add(copy);
                places.Add(copy.To is CopyPlace.InVolume to ? to with { IsStaged = true } : copy.To);
                isNews = true;
                if (!copy.IsRemoved)
                {
                    reached.Add(copy.To);
                }
            }
        }

        return new CopyChain(reached, copies);
    }
}
