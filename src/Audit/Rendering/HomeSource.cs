using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Rendering;

/// <summary>
/// Which of the sources that controllers name is the repository at hand: the one Flux was installed from, else the one most of their folders are found in. A
/// folder of another repository is not looked for here, though there may be one of its name.
/// </summary>
internal sealed class HomeSource
{
    /// <summary>What Flux calls the repository it was installed from.</summary>
    private const string Bootstrap = "flux-system";

    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _homes;

    /// <summary>Looks at every known controller, and at which of their folders are there.</summary>
    public HomeSource(IEnumerable<Manifest> known, IEnumerable<(string Source, string Path, bool IsThere)> asked)
    {
        foreach (var source in known.OfType<GitSource>().Where(s => s.Address.Length > 0))
        {
            _addresses.TryAdd(Key(source.Reference.Kind, source.Name), Normal(source.Address));
        }

        (string Source, string Path, bool IsThere)[] all = [.. asked];
        var found = all
            .Where(a => a.IsThere && a.Path is not ".")
            .Select(a => Address(a.Source))
            .Where(address => address.Length > 0)
            .GroupBy(address => address, StringComparer.Ordinal)
            .Select(g => (Source: g.Key, Count: g.Count()))
            .ToArray();
        var most = found.Length == 0 ? 0 : found.Max(f => f.Count);
        var installed = all.Select(a => a.Source).FirstOrDefault(IsInstalled);
        _homes = (installed is not null ? [Address(installed)] : found.Where(f => f.Count == most).Select(f => f.Source)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>How a Flux source is named among sources.</summary>
    public static string Key(string kind, string name) => name.Length == 0 ? string.Empty : $"{kind} {name}";

    /// <summary>Whether a folder is one of another repository.</summary>
    public bool IsElsewhere(string source, string path, bool isThere)
    {
        var address = Address(source);
        return _homes.Count > 0
            && address.Length > 0
            && !_homes.Contains(address)
            && !IsInstalled(source)
            && (path is "." || !isThere || (IsAddress(address) && !_homes.Any(home => !IsAddress(home) || IsOfOne(home, address))));
    }

    /// <summary>The address of a source as it was written, or its name where none is known.</summary>
    private string Address(string source) =>
        source.Contains("{{", StringComparison.Ordinal) || source.Contains("${", StringComparison.Ordinal) ? string.Empty
        : _addresses.GetValueOrDefault(source) ?? (source.Contains(' ', StringComparison.Ordinal) ? source : Normal(source));

    private static bool IsInstalled(string source) => source.EndsWith($" {Bootstrap}", StringComparison.Ordinal);

    private static bool IsAddress(string source) => !source.Contains(' ', StringComparison.Ordinal);

    /// <summary>Two repositories of one owner may be one that was renamed.</summary>
    private static bool IsOfOne(string one, string other) =>
        one.LastIndexOf('/') is > 0 and var slash && other.StartsWith(one[..(slash + 1)], StringComparison.OrdinalIgnoreCase);

    /// <summary>An address as <c>host/owner/name</c>, whether it is fetched by HTTPS or SSH.</summary>
    private static string Normal(string address)
    {
        var plain = address[(address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..];
        plain = plain[(plain.IndexOf('@', StringComparison.Ordinal) + 1)..].Replace(':', '/').TrimEnd('/');
        return (plain.EndsWith(".git", StringComparison.Ordinal) ? plain[..^4] : plain).ToLowerInvariant();
    }
}
