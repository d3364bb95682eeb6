using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Cases;

/// <summary>The files of a case, read.</summary>
internal sealed record CaseScene
{
    /// <summary>The case.</summary>
    public required CaseFolder Folder { get; init; }

    /// <summary>When it is asked.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Its own policy, or the usual one.</summary>
    public required StoragePolicy Policy { get; init; }

    /// <summary>The object as files are read.</summary>
    public required IReadOnlyList<ManifestReading> Object { get; init; }

    /// <summary>What already exists.</summary>
    public required IReadOnlyList<ManifestReading> Cluster { get; init; }

    /// <summary>The object as it is sent to an API server.</summary>
    public required JsonElement Root { get; init; }

    /// <summary>The object as it was; undefined when it is being made.</summary>
    public required JsonElement Before { get; init; }

    /// <summary>What is wrong with the files, each with its place.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>Who judges what is sent: with what exists, and the object not yet.</summary>
    public Judge Judge() => new(Inventory.Of(Cluster.OfType<ManifestReading.Understood>().Select(r => r.Manifest)), Policy, Now);

    /// <summary>An object as an API server sends it; null where it is of no kind that is known.</summary>
    public static Manifest? Sent(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && ManifestReader.Read(root) is ManifestReading.Understood understood ? understood.Manifest : null;

    /// <summary>Reads the files of a case.</summary>
    public static CaseScene Of(CaseFolder folder, StoragePolicy usual, DateTimeOffset now)
    {
        var wrong = new List<string>();
        foreach (var file in folder.AllExpected())
        {
            RootOf(file, wrong);
        }

        return new CaseScene
        {
            Folder = folder,
            Now = now,
            Policy = File.Exists(folder.Policy) ? PolicyOf(folder.Policy, usual, wrong) : usual,
            Object = Manifests(folder.Object, wrong),
            Cluster = File.Exists(folder.Cluster) ? Manifests(folder.Cluster, wrong) : [],
            Root = RootOf(folder.Object, wrong),
            Before = File.Exists(folder.Before) ? RootOf(folder.Before, wrong) : default,
            Wrong = [.. wrong.Distinct(StringComparer.Ordinal)],
        };
    }

    private static StoragePolicy PolicyOf(string file, StoragePolicy usual, List<string> wrong)
    {
        switch (BoundedText.OfFile(file, BoundedText.UsualLimit))
        {
            case BoundedText.Whole whole when PolicyFile.Read(whole.Text, file) is PolicyReading.Valid valid:
                return valid.Policy;
            case BoundedText.Whole whole when PolicyFile.Read(whole.Text, file) is PolicyReading.Invalid invalid:
                wrong.AddRange(invalid.Errors.Select(e => e.ToString()));
                return usual;
            case BoundedText.Unread unread:
                wrong.Add($"{file}: {unread.Reason}");
                return usual;
            default:
                throw new UnreachableException();
        }
    }

    private static IReadOnlyList<ManifestReading> Manifests(string file, List<string> wrong)
    {
        var readings = ManifestInput.Read([file], TextReader.Null, BoundedText.UsualLimit, () => { });
        wrong.AddRange(readings.Select(r => Complaint(r, file)).Where(c => c.Length > 0));
        return [.. readings.Select(r => r is ManifestReading.Understood { Manifest: var manifest } ? new ManifestReading.Understood(Told(manifest)) : r)];
    }

    /// <summary>
    /// What is wrong with something that a case tells of; empty where nothing is. What an audit only leaves out would make another case of it.
    /// </summary>
    private static string Complaint(ManifestReading reading, string file) => reading switch
    {
        ManifestReading.Broken broken => At(broken.File, broken.Position, broken.Message),
        ManifestReading.Unreadable unreadable => At(unreadable.File, unreadable.Position, $"{unreadable.Reference}: {unreadable.Reason}"),
        ManifestReading.NotJudged other => At(other.File, other.Position, other.Reason),
        ManifestReading.NoObject or ManifestReading.ChartValues => $"{file}:1:1  something in it is no Kubernetes object: it has no apiVersion and kind",
        _ => string.Empty,
    };

    private static string At(string file, Position position, string said) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{position.Line}:{position.Column}  {said}");

    /// <summary>A case tells of a cluster, and of what became of the objects in it.</summary>
    private static Manifest Told(Manifest manifest) => manifest with { Source = manifest.Source.AsLive() };

    /// <summary>The one object of a file.</summary>
    private static JsonElement RootOf(string file, List<string> wrong)
    {
        YamlDocument[] documents = BoundedText.OfFile(file, BoundedText.UsualLimit) is BoundedText.Whole whole ? [.. YamlReader.Read(whole.Text, file)] : [];
        switch (documents)
        {
            case [YamlDocument.Readable { Root: { ValueKind: JsonValueKind.Object } root }]:
                return root;
            case [YamlDocument.Broken broken]:
                wrong.Add(At(file, broken.Position, broken.Message));
                return default;
            case [_]:
                wrong.Add($"{file}:1:1  no object can be read of it");
                return default;
            default:
                wrong.Add($"{file}:1:1  it has to hold one object, and holds {documents.Length}");
                return default;
        }
    }
}
