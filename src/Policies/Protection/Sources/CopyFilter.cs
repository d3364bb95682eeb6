using System.Buffers;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a copy takes along of what it reads, and what it leaves out.</summary>
/// <param name="Rules">The patterns in their order, each with whether it takes along.</param>
/// <param name="Order">Which of the patterns that fit counts.</param>
internal sealed record CopyFilter(IReadOnlyList<(string Pattern, bool Takes)> Rules, CopyFilterOrder Order)
{
    private static readonly SearchValues<char> OneLetter = SearchValues.Create("?[");

    /// <summary>Takes everything along.</summary>
    public static CopyFilter None { get; } = new([], CopyFilterOrder.Any);

    /// <summary>
    /// Whether what is stored at a path is taken along, which is told from the folder that is read and from the root of the container. A folder is taken
    /// along in part where only some names are.
    /// </summary>
    public CopyReach Of(string within, string absolute, bool isFile)
    {
        if (Rules.Count == 0)
        {
            return CopyReach.Whole;
        }

        var rules = Order == CopyFilterOrder.Last ? Rules.Reverse() : Rules;
        foreach (var (pattern, takes) in rules)
        {
            if (Fits(pattern, within, absolute))
            {
                return takes ? CopyReach.Whole : !isFile && pattern.Trim('*', '/').Length == 0 ? Rest : CopyReach.None;
            }
        }

        // Whoever names what is taken along leaves out the rest; rsync says so by a last rule, and an exclusion by itself leaves the rest in.
        return Order == CopyFilterOrder.Any && Rules.Any(r => r.Takes) ? isFile ? CopyReach.None : CopyReach.Part : CopyReach.Whole;
    }

    /// <summary>What is left of a folder of which everything is left out but what was named before.</summary>
    private CopyReach Rest => Rules.Any(r => r.Takes) ? CopyReach.Part : CopyReach.None;

    /// <summary>Whether a pattern fits a path, one of its folders or its name.</summary>
    private static bool Fits(string pattern, string within, string absolute)
    {
        var bare = pattern.TrimEnd('*').TrimEnd('/') is { Length: > 0 } named && pattern.EndsWith("/**", StringComparison.Ordinal)
            ? named
            : pattern.TrimEnd('/');
        foreach (var one in CopyPattern.Alternatives(bare is "" ? pattern : bare))
        {
            if (one.StartsWith('/'))
            {
                if (Above(one, absolute) || Above(one, "/" + within))
                {
                    return true;
                }
            }
            else if (one.Contains('/', StringComparison.Ordinal) ? Above("*/" + one, absolute) : absolute.Split('/').Skip(1).Any(part => Matches(one, part)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a pattern fits a path or a folder above it.</summary>
    private static bool Above(string pattern, string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (Matches(pattern, path[..end]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string pattern, string text) =>
        new Wildcard(pattern.AsSpan().ContainsAny(OneLetter) ? CopyPattern.Loose(pattern) : pattern).Matches(text);
}
