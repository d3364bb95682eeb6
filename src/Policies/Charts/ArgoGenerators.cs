using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// The parameters that the generators of an ApplicationSet give, as far as files alone decide them: lists, folders of the repository, and matrices of
/// those.
/// </summary>
internal static class ArgoGenerators
{
    /// <summary>Every set of parameters; false with the generator that something else decides.</summary>
    public static bool TryRead(
        JsonElement generators,
        IReadOnlyCollection<string> folders,
        out List<IReadOnlyDictionary<string, string>> parameters,
        [NotNullWhen(false)] out string? undecided)
    {
        parameters = [];
        undecided = null;
        if (generators.ValueKind != JsonValueKind.Array)
        {
            return true;
        }

        foreach (var generator in generators.EnumerateArray())
        {
            if (!TryReadOne(generator, folders, out var some, out undecided))
            {
                return false;
            }

            parameters.AddRange(some);
        }

        return true;
    }

    private static bool TryReadOne(
        JsonElement generator,
        IReadOnlyCollection<string> folders,
        out List<IReadOnlyDictionary<string, string>> parameters,
        [NotNullWhen(false)] out string? undecided)
    {
        parameters = [];
        undecided = null;
        if (generator.Field("list"u8).Field("elements"u8) is { ValueKind: JsonValueKind.Array } elements)
        {
            parameters.AddRange(elements.EnumerateArray().Select(Flat));
            return true;
        }

        if (generator.Field("git"u8).Field("directories"u8) is { ValueKind: JsonValueKind.Array } directories)
        {
            parameters.AddRange(Folders(directories, folders).Select(Parameters));
            return true;
        }

        if (generator.Field("matrix"u8).Field("generators"u8) is { ValueKind: JsonValueKind.Array } factors)
        {
            parameters.Add(new Dictionary<string, string>(StringComparer.Ordinal));
            foreach (var factor in factors.EnumerateArray())
            {
                if (!TryReadOne(factor, folders, out var some, out undecided))
                {
                    return false;
                }

                parameters = [.. parameters.SelectMany(left => some.Select(IReadOnlyDictionary<string, string> (right) => Both(left, right)))];
            }

            return true;
        }

        undecided = generator.ValueKind == JsonValueKind.Object
            && generator.EnumerateObject().FirstOrDefault() is { Value.ValueKind: not JsonValueKind.Undefined } named
            ? named.Name
            : "unknown";
        return false;
    }

    private static Dictionary<string, string> Both(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right)
    {
        var both = new Dictionary<string, string>(left, StringComparer.Ordinal);
        foreach (var (name, value) in right)
        {
            both[name] = value;
        }

        return both;
    }

    private static Dictionary<string, string> Flat(JsonElement element)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(element, string.Empty, flat);
        return flat;
    }

    private static void Flatten(JsonElement element, string prefix, Dictionary<string, string> flat)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in element.EnumerateObject())
            {
                Flatten(entry.Value, prefix.Length == 0 ? entry.Name : $"{prefix}.{entry.Name}", flat);
            }
        }
        else
        {
            flat[prefix] = element.AsText();
        }
    }

    private static IEnumerable<string> Folders(JsonElement directories, IReadOnlyCollection<string> folders)
    {
        var entries = directories.EnumerateArray().Select(d => (Pattern: d.Text("path"u8).TrimEnd('/'), IsOut: d.IsTrue("exclude"u8))).ToArray();
        return folders.Where(f => entries.Any(e => !e.IsOut && Matches(e.Pattern, f)) && !entries.Any(e => e.IsOut && Matches(e.Pattern, f)));
    }

    /// <summary>Argo's patterns are those of Go's path.Match: a star stops at a slash.</summary>
    private static bool Matches(string pattern, string folder)
    {
        var wanted = pattern.Split('/');
        var parts = folder.Split('/');
        return wanted.Length == parts.Length && wanted.Zip(parts).All(p => new Wildcard(p.First).Matches(p.Second));
    }

    private static Dictionary<string, string> Parameters(string folder)
    {
        var parts = folder.Split('/');
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["path"] = folder,
            ["path.path"] = folder,
            ["path.basename"] = parts[^1],
            ["path.basenameNormalized"] = parts[^1].Replace('_', '-').ToLowerInvariant(),
        };
        for (var i = 0; i < parts.Length; i++)
        {
            parameters[string.Create(CultureInfo.InvariantCulture, $"path[{i}]")] = parts[i];
            parameters[string.Create(CultureInfo.InvariantCulture, $"index .path.segments {i}")] = parts[i];
        }

        return parameters;
    }
}
