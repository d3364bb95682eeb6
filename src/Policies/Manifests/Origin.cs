using System.Collections.Frozen;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What an object will be made from: the release whose chart renders it, and where in it.</summary>
/// <param name="Reference">The object that is written.</param>
/// <param name="Pointer">JSON Pointer to the part of it.</param>
public sealed record Origin(ObjectReference Reference, string Pointer)
{
    /// <summary>Where the values are that decide the object's own fields, by JSON Pointers; empty where that is not known.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The file of a chart that makes it as a template; empty where the chart is known, and with it the values that decide.</summary>
    public string Template { get; init; } = string.Empty;

    /// <summary>Where a field is decided, as a user finds it: in the values of a known chart by the name it has there, otherwise in the template.</summary>
    public string Place(string field, string value) => Template.Length > 0 ? $"{field} (made by {Template})" : $"{JsonPointer.Spell(Pointer)}.{value}";

    /// <summary>Where the value is that decides a field of the object, or a field above it; empty where the chart does not let a value decide.</summary>
    public string ValueOf(string field)
    {
        for (var above = field; ; above = above[..above.LastIndexOf('/')])
        {
            if (Fields.TryGetValue(above, out var value))
            {
                return value + field[above.Length..];
            }

            if (above.Length == 0)
            {
                return string.Empty;
            }
        }
    }
}
