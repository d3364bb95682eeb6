using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Policy.Validation;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Catalog;

/// <summary>The apps and backends that ship within this assembly, one file each.</summary>
public static class ShippedCatalog
{
    private static readonly Lazy<CatalogIndex> Loaded = new(Load);

    /// <summary>The catalog. Read once; that every file is right is held by <see cref="Check"/> in a test, not at every start.</summary>
    public static CatalogIndex Index => Loaded.Value;

    /// <summary>The policy that ships, as text.</summary>
    public static string PolicyText => Text("policies.yaml");

    /// <summary>The file of an app, as it is written; null when there is none.</summary>
    public static string? AppText(string app) => Names("apps/").Contains($"apps/{app}.yaml", StringComparer.Ordinal) ? Text($"apps/{app}.yaml") : null;

    /// <summary>Everything wrong in any of the files.</summary>
    public static IReadOnlyList<PolicyError> Check()
    {
        var nothing = new CatalogIndex([], [], new Hints());
        var complaints = new List<PolicyError>();
        foreach (var name in Names("apps/").Concat(Names("backends/")))
        {
            var errors = new List<SectionError>();
            if (Document(name) is YamlDocument.Readable document)
            {
                var isApp = name.StartsWith("apps/", StringComparison.Ordinal);
                var reader = new SectionReader(document.Root, string.Empty, errors);
                AppSection[] apps = isApp ? [AppSection.Read(reader)] : [];
                BackendSection[] backends = isApp ? [] : [BackendSection.Read(reader)];
                reader.Done();
                new PolicyChecks(nothing, [], errors).Check(apps, backends);
                complaints.AddRange(errors.Select(e => PolicyError.Of(e, document.Source)));
            }
            else
            {
                complaints.Add(new PolicyError(name, new Position(1, 1), string.Empty, "not one YAML document"));
            }
        }

        return complaints;
    }

    /// <summary>The names of the embedded files of a folder, in order.</summary>
    public static IReadOnlyList<string> Names(string folder) =>
        [.. typeof(ShippedCatalog).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static CatalogIndex Load() => new(
        [.. Read("apps/", AppSection.Read).Select(s => AppReading.Of(s, shipped: null))],
        [.. Read("backends/", BackendSection.Read).Select(s => BackendReading.Of(s, shipped: null))],
        HintsIn("hints.yaml"));

    private static T[] Read<T>(string folder, Func<SectionReader, T> read)
    {
        var names = Names(folder);
        var entries = new T[names.Count];
        Parallel.For(0, names.Count, i => entries[i] = read(new SectionReader(((YamlDocument.Readable)Document(names[i])).Root, string.Empty, [])));
        return entries;
    }

    private static Hints HintsIn(string name)
    {
        var reader = new SectionReader(((YamlDocument.Readable)Document(name)).Root, string.Empty, []);
        return new Hints
        {
            Paths = reader.Sections("paths", s => new PathHint(Words.DataKinds.TryRead(s.Text("kind")!, out var kind) ? kind : DataKind.Unknown, s.Texts("names")!))!,
            UserVariables = reader.Sections("userVariables", s => KeyValuePair.Create(s.Text("user")!, s.Text("group")!))!,
            Runners = reader.Sections("backupRunners", Runner)!,
            OwnedByOthers = reader.Texts("ownedByOthers")!,
            BaseImages = reader.Texts("baseImages")!,
            DumpTools = reader.Texts("dumpTools")!,
            BackupMarks = reader.Sections("backupMarks", s => KeyValuePair.Create(s.Text("annotation")!, s.Text("value")!))!,
        };
    }

    private static BackupRunner Runner(SectionReader reader) => new()
    {
        Name = reader.Text("name")!,
        Family = reader.Text("family") ?? string.Empty,
        Annotations = reader.Sections("annotations", Pair) ?? [],
        Labels = reader.Sections("labels", Pair) ?? [],
        PodVolumes = reader.Text("podVolumes") ?? string.Empty,
        PodVolumesExcluded = reader.Text("podVolumesExcluded") ?? string.Empty,
    };

    private static KeyValuePair<string, string> Pair(SectionReader reader) => KeyValuePair.Create(reader.Text("name")!, reader.Text("value")!);

    private static YamlDocument Document(string name) => YamlReader.Read(Text(name), name).Single();

    private static string Text(string name)
    {
        using var stream = typeof(ShippedCatalog).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
