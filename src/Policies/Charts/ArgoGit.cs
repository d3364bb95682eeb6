using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Charts;

/// <summary>What Argo's git generator finds in a repository: folders, or files with parameters in them.</summary>
internal static class ArgoGit
{
    /// <summary>The parameters of each folder that is asked for.</summary>
    public static IEnumerable<ArgoParameters> Folders(JsonElement git, RepositoryListing listing)
    {
        var isMeant = Chosen(git.Items("directories"u8), Wildcards);
        var prefix = git.Text("pathParamPrefix"u8);
        return listing.Folders.Where(isMeant).Select(folder => new ArgoParameters(Path(folder, prefix)));
    }

    /// <summary>
    /// The parameters in each file that is asked for; of a file that holds a list, those of each of its elements. Which folder is the repository's root
    /// nobody says: the outermost of those that all files are below counts, in which anything is found.
    /// </summary>
    public static IEnumerable<ArgoParameters> Files(JsonElement git, RepositoryListing listing)
    {
        var isMeant = Chosen(git.Items("files"u8), DoubleStars);
        var prefix = git.Text("pathParamPrefix"u8);
        var root = Roots(listing).FirstOrDefault(length => listing.Documents.Any(file => isMeant(file.Key[length..])));
        return listing.Documents
            .Select(file => (Name: file.Key[root..], Documents: file))
            .Where(file => isMeant(file.Name))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .SelectMany(file => file.Documents
                .SelectMany(d => d.Root.ValueKind == JsonValueKind.Array ? d.Root.EnumerateArray() : Enumerable.Repeat(d.Root, 1))
                .Select(found => ArgoParameters.Of(found).With(Path(Folder(file.Name), prefix)).With(Name(file.Name, prefix))));
    }

    /// <summary>How much of every file's path may be the way to the repository's root, the least first.</summary>
    private static IEnumerable<int> Roots(RepositoryListing listing)
    {
        var all = listing.Documents.Select(file => file.Key).ToArray();
        var shared = all.Length == 0 ? string.Empty : all.Aggregate((one, other) => one[..MountPath.Shared(one, other)]);
        var length = 0;
        do
        {
            yield return length;
            length = shared.IndexOf('/', length) + 1;
        }
        while (length > 0);
    }

    private static Func<string, bool> Chosen(IEnumerable<JsonElement> entries, Func<string, string, bool> matches)
    {
        var patterns = entries.Select(d => (Pattern: d.Text("path"u8).TrimEnd('/'), IsOut: d.IsTrue("exclude"u8))).ToArray();
        return path => patterns.Any(p => !p.IsOut && matches(p.Pattern, path)) && !patterns.Any(p => p.IsOut && matches(p.Pattern, path));
    }

    /// <summary>Argo's patterns for folders are those of Go's path.Match: a star stops at a slash.</summary>
    private static bool Wildcards(string pattern, string folder)
    {
        var wanted = pattern.Split('/');
        var parts = folder.Split('/');
        return wanted.Length == parts.Length && wanted.Zip(parts).All(p => new Wildcard(p.First).Matches(p.Second));
    }

    /// <summary>Those for files may have two stars too, for any number of folders.</summary>
    private static bool DoubleStars(string pattern, string file) => Fits(pattern.Split('/'), file.Split('/'));

    /// <summary>Going back to the last two stars only is enough, and keeps a path of any depth from being tried in every combination.</summary>
    private static bool Fits(ReadOnlySpan<string> wanted, ReadOnlySpan<string> parts)
    {
        var (at, stars, taken) = (0, -1, 0);
        for (var i = 0; i < parts.Length;)
        {
            if (at < wanted.Length && wanted[at] is "**")
            {
                (stars, taken) = (++at, i);
            }
            else if (at < wanted.Length && new Wildcard(wanted[at]).Matches(parts[i]))
            {
                at++;
                i++;
            }
            else if (stars >= 0)
            {
                at = stars;
                i = ++taken;
            }
            else
            {
                return false;
            }
        }

        return at == wanted.Length;
    }

    private static Dictionary<string, string> Path(string folder, string prefix)
    {
        var parts = folder.Split('/');
        var path = prefix.Length == 0 ? "path" : $"{prefix}.path";
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [path] = folder,
            [$"{path}.path"] = folder,
            [$"{path}.basename"] = parts[^1],
            [$"{path}.basenameNormalized"] = Normalized(parts[^1]),
        };
        for (var i = 0; i < parts.Length; i++)
        {
            parameters[string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")] = parts[i];
            parameters[string.Create(CultureInfo.InvariantCulture, $"{path}.segments[{i}]")] = parts[i];
        }

        return parameters;
    }

    private static Dictionary<string, string> Name(string file, string prefix)
    {
        var path = prefix.Length == 0 ? "path" : $"{prefix}.path";
        var name = file[(file.LastIndexOf('/') + 1)..];
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"{path}.filename"] = name,
            [$"{path}.filenameNormalized"] = Normalized(name),
        };
    }

    private static string Normalized(string name) => name.Replace('_', '-').ToLowerInvariant();

    private static string Folder(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : string.Empty;
}
