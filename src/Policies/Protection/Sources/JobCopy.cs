using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Something a job copies.</summary>
internal sealed record JobCopy
{
    /// <summary>The places it is read from.</summary>
    public required IReadOnlyList<CopyPlace> From { get; init; }

    /// <summary>The place it is written to.</summary>
    public required CopyPlace To { get; init; }

    /// <summary>What copies.</summary>
    public required string Program { get; init; }

    /// <summary>Whether a database that is written to meanwhile is copied whole.</summary>
    public bool IsConsistent { get; init; }

    /// <summary>Whether a database server is dumped.</summary>
    public bool IsDump { get; init; }

    /// <summary>The address of the server that is dumped; empty where nothing says.</summary>
    public string Server { get; init; } = string.Empty;

    /// <summary>What it takes along of what it reads.</summary>
    public CopyFilter Filter { get; init; } = CopyFilter.None;

    /// <summary>Whether it goes into folders.</summary>
    public bool IsDeep { get; init; } = true;

    /// <summary>Whether it runs, or finds all of what it reads, only where something is so that only a run would tell.</summary>
    public bool IsDoubted { get; init; }

    /// <summary>Whether the script removes it again.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether what is in a volume, or in a database server, gets to another place.</summary>
    public bool IsAway => To is CopyPlace.Elsewhere or CopyPlace.InVolume && (IsDump || From.Any(from => from is CopyPlace.InVolume && !from.Meets(To)));

    /// <summary>What is read in part, for messages; empty where it is not that which is in doubt.</summary>
    public string PartOf(CopyPlace place) => IsDoubted ? string.Empty
        : From.OfType<CopyPlace.InVolume>().Where(f => place.Meets(f) && f is { Path.Length: > 0 } or { Pattern.Length: > 0 })
            .Select(f => f.Pattern.Length > 0 && f.Path.Length > 0 ? $"{f.Path}/{f.Pattern}" : f.Path + f.Pattern)
            .FirstOrDefault(string.Empty);

    /// <summary>How far it reads what is stored at a place.</summary>
    public CopyReach Reads(CopyPlace place)
    {
        var reach = CopyReach.None;
        foreach (var from in From)
        {
            if (place.Meets(from) && (from, place) is var both)
            {
                var own = both is (CopyPlace.InVolume read, CopyPlace.InVolume lying) ? Of(read, lying) : CopyReach.Whole;
                reach = own > reach ? own : reach;
            }
        }

        return IsDoubted && reach == CopyReach.Whole ? CopyReach.Part : reach;
    }

    private CopyReach Of(CopyPlace.InVolume read, CopyPlace.InVolume lying)
    {
        var isSame = string.Equals(read.Path, lying.Path, StringComparison.Ordinal);
        if (lying.IsStaged || (isSame && lying.Pattern.Length > 0 && string.Equals(read.Pattern, lying.Pattern, StringComparison.Ordinal)))
        {
            var name = lying.Pattern.Length > 0 ? $"{lying.Path}/{lying.Pattern}" : lying.Path;
            return read.Pattern.Length == 0 || name.Length <= read.Path.Length || CopyPattern.Names(read.Pattern, name[read.Path.Length..])
                ? CopyReach.Whole
                : CopyReach.None;
        }

        if (!isSame && read.Path.Length > lying.Path.Length)
        {
            return lying.IsFile ? CopyReach.None : CopyReach.Part;
        }

        var rest = MountPath.Within(lying.Path[read.Path.Length..]);
        return Below(read, lying, rest) is CopyReach.Whole ? Filter.Of(rest, Seen(read, rest), lying.IsFile) : Below(read, lying, rest);
    }

    /// <summary>How far what lies below what is read is reached by its pattern, and by whether it goes into folders.</summary>
    private CopyReach Below(CopyPlace.InVolume read, CopyPlace.InVolume lying, string rest)
    {
        if (read.Pattern.Length == 0)
        {
            return IsDeep || (rest.Length == 0 && lying.IsFile) ? CopyReach.Whole : CopyReach.None;
        }

        var isDeep = IsDeep || read.Pattern.Contains("**", StringComparison.Ordinal);
        if (rest.Length == 0)
        {
            return isDeep && CopyPattern.IsAll(read.Pattern) ? CopyReach.Whole : CopyReach.Part;
        }

        return !CopyPattern.Names(read.Pattern, rest) ? lying.IsFile ? CopyReach.None : CopyReach.Part
            : isDeep || (lying.IsFile && rest.Count('/') == read.Pattern.Count('/')) ? CopyReach.Whole
            : CopyReach.None;
    }

    /// <summary>Where something lies as a program sees it that compares whole paths; one that asks its patterns in order knows only what is below.</summary>
    private string Seen(CopyPlace.InVolume read, string rest) =>
        Filter.Order == CopyFilterOrder.Any ? MountPath.Normalise($"{read.Seen}/{rest}") : $"/{rest}";
}
