using System.Text.Json;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Catalog.Validation;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Catalog.Reading;

/// <summary>The apps, backends and hints that ship within this assembly, one file each.</summary>
public static class ShippedCatalog
{
    private const string Hints = "hints";
    private const string HintsName = "hints.yaml";
    private const string Apps = "apps/";
    private const string Backends = "backends/";

    private static readonly Lazy<CatalogIndex> Loaded = new(Load);

    /// <summary>The catalog. Read once; that every file is right is held by <see cref="Check()"/> in a test, not at every start.</summary>
    public static CatalogIndex Index => Loaded.Value;

    /// <summary>The policy that ships, as text.</summary>
    public static string PolicyText => Text("policies.yaml");

    /// <summary>The file of an app, as it is written; null when there is none.</summary>
    public static string? AppText(string app) => Names(Apps).Contains($"{Apps}{app}.yaml", StringComparer.Ordinal) ? Text($"{Apps}{app}.yaml") : null;

    /// <summary>Everything wrong in any of the files.</summary>
    public static IReadOnlyList<PolicyError> Check() =>
        [.. Names(Apps).Concat(Names(Backends)).Append(HintsName).SelectMany(name => Check(name, Text(name)))];

    /// <summary>Everything wrong in the text of a file. Its folder tells whether it is an app, a backend or the hints.</summary>
    public static IReadOnlyList<PolicyError> Check(string name, string text) =>
        name.StartsWith(Apps, StringComparison.Ordinal) ? Check(name, text, AppSection.Read, Check)
        : name.StartsWith(Backends, StringComparison.Ordinal) ? Check(name, text, BackendSection.Read, Check)
        : Check(name, text, HintsSection.Read, (checks, hints) => checks.Check(hints));

    /// <summary>The names of the embedded files of a folder, in order.</summary>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. typeof(ShippedCatalog).Assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <summary>What the files of a folder hold, in the order of their names. The build has read their YAML.</summary>
    internal static IReadOnlyList<JsonElement> Roots(string folder)
    {
        using var stream = Open($"packed/{folder.TrimEnd('/')}.json");
        using var pack = JsonDocument.Parse(stream);
        return [.. pack.RootElement.Clone().EnumerateObject().Select(file => file.Value)];
    }

    private static CatalogIndex Load() => new(
        [.. Read(Apps, AppSection.Read).Select(s => AppReading.Of(s, shipped: null))],
        [.. Read(Backends, BackendSection.Read).Select(s => BackendReading.Of(s, shipped: null))],
        HintsReading.Of(Read(Hints, HintsSection.Read)[0]));

    private static T[] Read<T>(string folder, Func<SectionReader, T> read) =>
        [.. Roots(folder).Select(root => read(new SectionReader(root, string.Empty, [])))];

    private static PolicyError[] Check<T>(string name, string text, Func<SectionReader, T> read, Action<CatalogChecks, T> check)
    {
        if (YamlReader.Read(text, name).ToArray() is not [YamlDocument.Readable document])
        {
            return [new PolicyError(name, new Position(1, 1), string.Empty, "not one YAML document")];
        }

        var errors = new List<SectionError>();
        var reader = new SectionReader(document.Root, string.Empty, errors);
        var section = read(reader);
        reader.Done();
        check(new CatalogChecks(new CatalogIndex([], [], new Catalog.Hints()), errors), section);
        return [.. errors.Select(error => PolicyError.Of(error, document.Source))];
    }

    private static void Check(CatalogChecks checks, AppSection app)
    {
        checks.Check([app]);
        checks.CanBeChecked(app.Evidence);
    }

    private static void Check(CatalogChecks checks, BackendSection backend)
    {
        checks.Check([backend]);
        checks.CanBeChecked(backend.Evidence);
    }

    /// <summary>An embedded file, read.</summary>
    internal static YamlDocument Document(string name) => YamlReader.Read(Text(name), name).Single();

    private static string Text(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd();
    }

    private static Stream Open(string name) =>
        typeof(ShippedCatalog).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded");
}
