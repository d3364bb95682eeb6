using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Templates;

namespace HomelabStorage.Policies.Charts;

/// <summary>One set of parameters that a generator of an ApplicationSet gives: by the path of each, as templates ask for it.</summary>
/// <param name="Values">The parameters; those in lists as <c>path[0]</c>.</param>
internal sealed record ArgoParameters(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>What a generator says of the template itself; undefined where nothing.</summary>
    public JsonElement Template { get; init; }

    /// <summary>No parameters.</summary>
    public static ArgoParameters None { get; } = new(FrozenDictionary<string, string>.Empty);

    /// <summary>The parameters of an element.</summary>
    public static ArgoParameters Of(JsonElement element)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(element, string.Empty, flat);
        return new ArgoParameters(flat);
    }

    /// <summary>These and others, which count more.</summary>
    public ArgoParameters With(IEnumerable<KeyValuePair<string, string>> others)
    {
        var both = new Dictionary<string, string>(Values, StringComparer.Ordinal);
        foreach (var (name, value) in others)
        {
            both[name] = value;
        }

        return this with { Values = both };
    }

    /// <summary>Whether another set says the same under some keys.</summary>
    public bool Agrees(ArgoParameters other, IReadOnlyList<string> keys) =>
        keys.All(key => Values.TryGetValue(key, out var one)
            && other.Values.TryGetValue(key, out var two)
            && string.Equals(one, two, StringComparison.Ordinal));

    /// <summary>What Go's templates write of a text with these; null where they stop, or ask for a list.</summary>
    public string? Write(string template)
    {
        try
        {
            return AsksList(template)
                ? null
                : new TemplateRun(FrozenDictionary<string, IReadOnlyList<TemplateNode>>.Empty).OfText(template, Nested());
        }
        catch (TemplateException)
        {
            return null;
        }
    }

    /// <summary>The parameters as a template asks for them, one below the other. Those in lists are left out but for the parts of a path.</summary>
    private GoMap Nested()
    {
        var root = new GoMap();
        foreach (var (path, value) in Values.Where(v => !v.Key.Contains('[', StringComparison.Ordinal)).OrderByDescending(v => v.Key.Length))
        {
            var at = root;
            var keys = path.Split('.');
            foreach (var key in keys[..^1])
            {
                if (at.At(key) is not GoMap below)
                {
                    at[key] = below = [];
                }

                at = below;
            }

            // A folder is path itself in older templates, and path.path in those of Go.
            if (at.At(keys[^1]) is not GoMap)
            {
                at[keys[^1]] = value is "true" or "false" ? value is "true" : value;
            }
        }

        return root;
    }

    private bool AsksList(string template) => Values.Keys
        .Where(key => key.Contains('[', StringComparison.Ordinal))
        .Select(key => $".{key[..key.IndexOf('[', StringComparison.Ordinal)]}")
        .Any(list => list is not ".path" && template.Contains(list, StringComparison.Ordinal));

    private static void Flatten(JsonElement element, string path, Dictionary<string, string> flat)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var entry in element.EnumerateObject())
                {
                    Flatten(entry.Value, path.Length == 0 ? entry.Name : $"{path}.{entry.Name}", flat);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in element.EnumerateArray())
                {
                    Flatten(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), flat);
                }

                break;
            case JsonValueKind.Undefined:
                break;
            default:
                flat[path] = element.AsText();
                break;
        }
    }
}
