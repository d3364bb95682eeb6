using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// The parameters that the generators of an ApplicationSet give, as far as files alone decide them: lists, folders and files of the repository, and
/// matrices and unions of those.
/// </summary>
/// <param name="listing">What the repository has.</param>
internal sealed class ArgoGenerators(RepositoryListing listing)
{
    /// <summary>The generator that something else than files decides; empty where there is none.</summary>
    public string Undecided { get; private set; } = string.Empty;

    /// <summary>Whether some generator asked for folders or files of a repository.</summary>
    public bool AsksRepository { get; private set; }

    /// <summary>Every set of parameters.</summary>
    public IReadOnlyList<ArgoParameters> Read(JsonElement generators) =>
        generators.ValueKind == JsonValueKind.Array ? [.. generators.EnumerateArray().SelectMany(Chosen)] : [];

    /// <summary>The parameters of a generator that its selector lets pass, with its own values and its word on the template.</summary>
    private IEnumerable<ArgoParameters> Chosen(JsonElement generator)
    {
        var selector = ClaimReader.Selector(generator.Field("selector"u8));
        return One(generator).Where(p => selector?.Matches(p.Values) is not false);
    }

    private IEnumerable<ArgoParameters> One(JsonElement generator)
    {
        if (generator.Field("list"u8) is { ValueKind: JsonValueKind.Object } list)
        {
            return Completed(list, [.. list.Items("elements"u8), .. Written(list.Text("elementsYaml"u8))], ArgoParameters.Of);
        }

        if (generator.Field("git"u8) is { ValueKind: JsonValueKind.Object } git)
        {
            AsksRepository = true;
            return Completed(
                git,
                git.Field("files"u8).ValueKind == JsonValueKind.Array ? ArgoGit.Files(git, listing) : ArgoGit.Folders(git, listing),
                found => found);
        }

        if (generator.Field("matrix"u8) is { ValueKind: JsonValueKind.Object } matrix)
        {
            return Completed(matrix, matrix.Items("generators"u8).Aggregate((IEnumerable<ArgoParameters>)[ArgoParameters.None], Product), found => found);
        }

        if (generator.Field("merge"u8) is { ValueKind: JsonValueKind.Object } merge)
        {
            return Completed(merge, Union(merge), found => found);
        }

        Undecided = generator.ValueKind == JsonValueKind.Object
            && generator.EnumerateObject().FirstOrDefault(e => !e.NameEquals("selector"u8)) is { Value.ValueKind: not JsonValueKind.Undefined } named
            ? named.Name
            : "unknown";
        return [];
    }

    /// <summary>A generator may ask for what the one before it gave.</summary>
    private IEnumerable<ArgoParameters> Product(IEnumerable<ArgoParameters> before, JsonElement generator) =>
        [.. before.SelectMany(left => Chosen(Placeholders.OfArgo(left.Values).Fill(generator)).Select(right => left.With(right.Values)))];

    /// <summary>The first generator's parameters, each with those of the others that agree with it on the keys.</summary>
    private IEnumerable<ArgoParameters> Union(JsonElement merge)
    {
        var keys = merge.Texts("mergeKeys"u8);
        var sets = merge.Items("generators"u8).Select(g => Chosen(g).ToArray()).ToArray();
        return sets.Length == 0 ? [] : sets[0].Select(first => sets[1..].Aggregate(first, (merged, more) =>
            more.Where(m => m.Agrees(merged, keys)).Aggregate(merged, (one, other) => one.With(other.Values))));
    }

    /// <summary>What a generator found, with the values it adds and its own word on the template.</summary>
    private static IEnumerable<ArgoParameters> Completed<T>(JsonElement generator, IEnumerable<T> found, Func<T, ArgoParameters> read) =>
        found.Select(read).Select(p => p.With(generator.Map("values"u8).Select(v => KeyValuePair.Create($"values.{v.Key}", Filled(v.Value, p)))) with
        {
            Template = generator.Field("template"u8),
        });

    private static string Filled(string value, ArgoParameters parameters) => Placeholders.OfArgo(parameters).Fill(value);

    private static JsonElement.ArrayEnumerator Written(string yaml) =>
        yaml.Length > 0 && YamlReader.Read(yaml, string.Empty).FirstOrDefault() is YamlDocument.Readable { Root: { ValueKind: JsonValueKind.Array } elements }
            ? elements.EnumerateArray()
            : default;
}
