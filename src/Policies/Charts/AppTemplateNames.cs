using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// How each version of the chart names what it makes. 1: the release alone, claims with their key. 2: "main" goes without a suffix. 3: a suffix where there are
/// several controllers, and always for claims (from 3.1 on not where it says the release's name again). 4 and later: a suffix where there are several
/// of a kind,
/// prefix, suffix and forceRename (lib/common/_determineResourceNameFromValues.tpl).
/// </summary>
internal sealed class AppTemplateNames(JsonElement values, Release release)
{
    private const int Longest = 63;

    private readonly int _major = release.Chart.Major is > 0 and var major ? major : 4;

    /// <summary>The name everything begins with (lib/chart/_names.tpl); the chart sets its own name to the release's.</summary>
    public string Full { get; } = FullName(values, release);

    /// <summary>The name of a controller, one of so many.</summary>
    public string OfController(string key, JsonElement controller, int count) => _major switch
    {
        1 => Full,
        2 => WithOverride(controller) ?? (key is "main" ? Full : $"{Full}-{key}"),
        3 => WithOverride(controller) ?? (count > 1 && !IsSaid(key) ? $"{Full}-{key}" : Full),
        _ => Determined(key, controller, count),
    };

    /// <summary>The name of a claim, one of so many the chart makes.</summary>
    public string OfClaim(string key, JsonElement claim, int count) => _major switch
    {
        1 or 2 or 3 => claim.Text("nameOverride"u8) is "-" ? Full : WithOverride(claim) ?? (IsSaid(key) ? Full : $"{Full}-{key}"),
        _ => Determined(key, claim, count),
    };

    /// <summary>The name of a ConfigMap, one of so many.</summary>
    public string OfConfigMap(string key, JsonElement configMap, int count) => _major switch
    {
        1 or 2 or 3 when configMap.Text("forceRename"u8) is { Length: > 0 } forced => release.Fill(forced),
        1 or 2 or 3 => WithOverride(configMap) ?? (IsSaid(key) ? Full : $"{Full}-{key}"),
        _ => Determined(key, configMap, count),
    };

    /// <summary>The name of the ConfigMap with a key; the word itself where the values have none, because it is a name then.</summary>
    public string ConfigMapNamed(string key) => AppTemplateConfigMaps.Named(key, values, release, this);

    private string Determined(string key, JsonElement entry, int count)
    {
        if (entry.Text("forceRename"u8) is { Length: > 0 } forced)
        {
            return release.Fill(forced).ToLowerInvariant();
        }

        var name = Full;
        if (entry.Text("prefix"u8) is { Length: > 0 } written && release.Fill(written) is var prefix && !Is(name, prefix))
        {
            name = $"{prefix}-{name}";
        }

        if ((count > 1 || values.Field("global"u8).IsTrue("alwaysAppendIdentifierToResourceName"u8))
            && !name.EndsWith($"-{key}", StringComparison.Ordinal)
            && !Is(name, key))
        {
            name = $"{name}-{key}";
        }

        if (entry.Text("suffix"u8) is { Length: > 0 } ending && release.Fill(ending) is var suffix && !name.EndsWith($"-{suffix}", StringComparison.Ordinal))
        {
            name = $"{name}-{suffix}";
        }

        return name.ToLowerInvariant();
    }

    private string? WithOverride(JsonElement entry) =>
        entry.Text("nameOverride"u8) is { Length: > 0 } written && release.Fill(written) is var other
            ? (_major == 3 && IsSaid(other) ? Full : $"{Full}-{other}")
            : null;

    /// <summary>Whether a key says the release's name again, which 3.1 began to leave out.</summary>
    private bool IsSaid(string key) => _major == 3 && release.Chart.Minor is not 0 && Is(key, Full);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string FullName(JsonElement values, Release release)
    {
        var global = values.Field("global"u8);
        var name = Either(global.Text("fullnameOverride"u8), values.Text("fullnameOverride"u8));
        if (name.Length == 0)
        {
            var chart = Either(global.Text("nameOverride"u8), release.Name);
            name = release.Name.Contains(chart, StringComparison.Ordinal) ? release.Name : $"{release.Name}-{chart}";
        }

        name = release.Fill(name);
        return (name.Length > Longest ? name[..Longest] : name).TrimEnd('-');
    }

    private static string Either(string one, string other) => one.Length > 0 ? one : other;
}
