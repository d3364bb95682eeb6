using System.Text;
using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Templates;

/// <summary>Functions that write values in other forms, and read them. What a secret is made of stays a word: nothing about storage depends on it.</summary>
internal static class FormFunctions
{
    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Func<TemplateRun, object?[], object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["toYaml"] = (_, v) => BlockYaml.Of(v[0]),
        ["toJson"] = (_, v) => BlockYaml.Json(v[0]),
        ["toRawJson"] = (_, v) => BlockYaml.Json(v[0]),
        ["toPrettyJson"] = (_, v) => BlockYaml.Json(v[0]),
        ["fromYaml"] = (_, v) => Read(v[0]) as GoMap ?? [],
        ["fromJson"] = (_, v) => Read(v[0]) as GoMap ?? [],
        ["fromYamlArray"] = (_, v) => Read(v[0]) as List<object?> ?? [],
        ["fromJsonArray"] = (_, v) => Read(v[0]) as List<object?> ?? [],
        ["b64enc"] = (_, v) => Convert.ToBase64String(Encoding.UTF8.GetBytes(GoValue.Text(v[0]))),
        ["b64dec"] = (_, v) => Encoding.UTF8.GetString(Convert.FromBase64String(GoValue.Text(v[0]))),
        ["randAlphaNum"] = (_, _) => "random",
        ["randAlpha"] = (_, _) => "random",
        ["randNumeric"] = (_, _) => "0",
        ["randAscii"] = (_, _) => "random",
        ["derivePassword"] = (_, _) => "random",
        ["uuidv4"] = (_, _) => "00000000-0000-4000-8000-000000000000",
        ["htpasswd"] = (_, _) => "random",
        ["bcrypt"] = (_, _) => "random",
        ["now"] = (_, _) => string.Empty,
        ["date"] = (_, _) => string.Empty,
        ["env"] = (_, _) => string.Empty,
    };

    private static object? Read(object? text) => YamlReader.Read(GoValue.Text(text), string.Empty).FirstOrDefault() is YamlDocument.Readable
    {
        Root: { ValueKind: JsonValueKind.Object or JsonValueKind.Array } root,
    }
        ? GoValue.Of(root)
        : null;
}
