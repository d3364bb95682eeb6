using System.Collections.Frozen;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Catalog.Reading;

/// <summary>The makers of backups that ship within this assembly, one file each.</summary>
public static class ShippedOperators
{
    private const string Folder = "operators/";

    private static readonly Lazy<BackupOperator[]> Loaded = new(() => [.. ShippedCatalog.Roots(Folder).Select(root => Read(root, []))]);

    private static readonly Lazy<FrozenDictionary<string, BackupOperator>> ByTitle = new(() => All.ToFrozenDictionary(o => o.Title, StringComparer.Ordinal));

    /// <summary>All, in the order of the files.</summary>
    public static IReadOnlyList<BackupOperator> All => Loaded.Value;

    /// <summary>The commands of CronJobs.</summary>
    public static BackupOperator Commands => All.First(o => o.Copiers.Count > 0);

    /// <summary>The operator of a kind.</summary>
    public static BackupOperator Of(OperatorKind kind) => ByTitle.Value[kind.Operator];

    /// <summary>Everything wrong in any of the files.</summary>
    public static IReadOnlyList<PolicyError> Check()
    {
        var complaints = new List<PolicyError>();
        foreach (var name in ShippedCatalog.Names(Folder))
        {
            var errors = new List<SectionError>();
            var document = (YamlDocument.Readable)ShippedCatalog.Document(name);
            Read(document.Root, errors);
            complaints.AddRange(errors.Select(e => PolicyError.Of(e, document.Source)));
        }

        return complaints;
    }

    private static BackupOperator Read(JsonElement root, List<SectionError> errors)
    {
        var reader = new SectionReader(root, string.Empty, errors);
        var title = reader.Text("title") ?? string.Empty;
        var all = new BackupOperator
        {
            Name = reader.Text("name") ?? string.Empty,
            Title = title,
            Kinds = reader.Sections("kinds", kind => Kind(kind, title, errors)) ?? [],
            Marks = (reader.Sections("marks", mark => KeyValuePair.Create(mark.Text("name")!, mark.Text("value")!))
                ?? []).ToFrozenDictionary(StringComparer.Ordinal),
            Copiers = reader.Sections("copiers", copier => Copier(copier, errors)) ?? [],
            Quiet = reader.Texts("quiet") ?? [],
            Filters = reader.Texts("filters") ?? [],
            Editors = reader.Texts("editors") ?? [],
            Receivers = reader.Texts("receivers") ?? [],
            Removers = reader.Texts("removers") ?? [],
            Movers = reader.Texts("movers") ?? [],
            Stops = reader.Texts("stops") ?? [],
            Names = reader.Texts("names") ?? [],
            Evidence = reader.Texts("evidence") ?? [],
        };
        reader.Done();
        return all;
    }

    private static OperatorKind Kind(SectionReader reader, string title, List<SectionError> errors) => new()
    {
        Operator = title,
        Group = reader.Text("group") ?? string.Empty,
        Version = reader.Text("version") ?? string.Empty,
        Kind = reader.Text("kind") ?? string.Empty,
        Plural = reader.Text("plural") ?? string.Empty,
        Role = Word<BackupRole>(reader, "role", errors),
        HasSeconds = reader.Flag("seconds") ?? false,
        Fields = reader.Sections("fields", field => new OperatorField(field.Text("name")!, field.Texts("at") ?? [])) ?? [],
    };

    private static Copier Copier(SectionReader reader, List<SectionError> errors) => new()
    {
        Programs = reader.Texts("programs") ?? [],
        Images = reader.Texts("images") ?? [],
        Verbs = reader.Texts("verbs") ?? [],
        Rehearsals = reader.Texts("rehearsals") ?? [],
        To = Word<CopyTarget>(reader, "to", errors),
        Folders = reader.Texts("folders") ?? [],
        From = reader.Texts("from") ?? [],
        Lists = reader.Texts("lists") ?? [],
        Partial = reader.Texts("partial") ?? [],
        Valued = reader.Texts("valued") ?? [],
        Excludes = reader.Texts("excludes") ?? [],
        Includes = reader.Texts("includes") ?? [],
        Filters = reader.Texts("filters") ?? [],
        Order = reader.Text("order") is null ? CopyFilterOrder.Any : Word<CopyFilterOrder>(reader, "order", errors),
        PassesOn = reader.Flag("passes-on") ?? false,
        Options = reader.Texts("options") ?? [],
        Variables = reader.Texts("env") ?? [],
        Servers = reader.Texts("servers") ?? [],
        Endpoints = reader.Texts("endpoints") ?? [],
        ReadsOwn = reader.Flag("reads-own") ?? false,
        HasAliases = reader.Flag("aliases") ?? false,
        IsConsistent = reader.Flag("consistent") ?? false,
        Dumps = reader.Texts("dumps") ?? [],
    };

    /// <summary>An enumeration's member, written in kebab case.</summary>
    private static T Word<T>(SectionReader reader, string key, List<SectionError> errors)
        where T : struct, Enum
    {
        var written = reader.Text(key) ?? string.Empty;
        if (Enum.TryParse<T>(written.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out var value))
        {
            return value;
        }

        errors.Add(new SectionError($"{reader.Pointer}/{key}", $"'{written}' is not one of {string.Join(", ", Enum.GetNames<T>())}"));
        return default;
    }
}
