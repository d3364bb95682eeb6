using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Fixing;

/// <summary>What the webhook would change, written into the files: only where it is certain, and with a word about the rest.</summary>
internal sealed record Fixes(IReadOnlyList<FixedFile> Files, IReadOnlyList<string> LeftAlone)
{
    public static Fixes Of(IReadOnlyCollection<ManifestReading> readings, StoragePolicy policy, DateOnly today)
    {
        Manifest[] read = [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];
        var manifests = Kustomizing.Apply(read).ToArray();
        var shared = Kustomizing.Shared(read);
        var judge = new Judge(Inventory.Of(manifests), policy, today);
        var files = new SortedDictionary<string, FixedFile>(StringComparer.Ordinal);
        var left = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in manifests.OfType<Claim>().Where(c => MapOf(c) is not null).GroupBy(c => MapOf(c)!.File, StringComparer.Ordinal))
        {
            var edits = new List<(Claim Claim, YamlEdit Edit)>();
            foreach (var claim in file)
            {
                if (FileEdits.Of(claim, judge, policy) is not { Places.Count: > 0 } wanted)
                {
                    continue;
                }

                if (claim.Namespace.Length == 0 && shared.TryGetValue(file.Key, out var namespaces))
                {
                    left.Add(Spared(claim, $"several namespaces get it from here ({string.Join(", ", namespaces)}): patch it in their kustomizations"));
                    continue;
                }

                edits.Add((claim, new YamlEdit(MapOf(claim)!, wanted.Places)));
            }

            if (edits.Count > 0)
            {
                Change(file.Key, edits, files, left);
            }
        }

        left.UnionWith(Remaining(read, files, policy, today));
        return new Fixes([.. files.Values], [.. left]);
    }

    /// <summary>What rules still want changed once the files are as they will be.</summary>
    private static IEnumerable<string> Remaining(IEnumerable<Manifest> read, SortedDictionary<string, FixedFile> files, StoragePolicy policy, DateOnly today)
    {
        Manifest[] after =
        [
            .. read.Where(m => MapOf(m) is not { } map || !files.ContainsKey(map.File)),
            .. files.Values.SelectMany(f => ManifestReader.ReadAll(f.After, f.Path)).OfType<ManifestReading.Understood>().Select(r => r.Manifest),
        ];
        var manifests = Kustomizing.Apply(after).ToArray();
        var judge = new Judge(Inventory.Of(manifests), policy, today);
        return manifests
            .Where(m => m is Claim or Workload && MapOf(m) is not null)
            .SelectMany(m => FileEdits.LeftAlone(m, judge, policy).Where(l => l.Reason.Length > 0).Select(l => $"{Place(m)}: [{l.Rule}] left alone: {l.Reason}"));
    }

    /// <summary>Makes all changes of each claim of a file; or none, and says why not.</summary>
    private static void Change(string path, List<(Claim Claim, YamlEdit Edit)> edits, SortedDictionary<string, FixedFile> files, SortedSet<string> left)
    {
        if (!File.Exists(path) || FileKinds.Of(path) != FileKind.Regular)
        {
            left.UnionWith(edits.Select(e => Spared(e.Claim, $"it came by {(File.Exists(path) ? "a pipe" : "standard input")}; name its file")));
        }
        else if (FixedFile.Read(path) is not { } text)
        {
            left.UnionWith(edits.Select(e => Spared(e.Claim, "its file is not UTF-8")));
        }
        else
        {
            var (changes, refused) = YamlEdit.Make(text, edits.Select(e => e.Edit));
            var open = refused.ToHashSet();
            left.UnionWith(edits.Where(e => open.Contains(e.Edit)).Select(e => Spared(e.Claim, $"how it is written leaves no certain place for {Spell(e.Edit)}")));
            if (changes.Count > 0)
            {
                files[path] = new FixedFile(path, text, changes);
            }
        }
    }

    private static string Spell(YamlEdit edit) => string.Join(", ", edit.Places.Select(p => $"{JsonPointer.Spell(p.Pointer)}: {p.Value}"));

    private static string Spared(Claim claim, string obstacle) => $"{Place(claim)}: left alone: {obstacle}";

    private static SourceMap? MapOf(Manifest manifest) => manifest.Source is ManifestSource.Text { Map: var map } ? map : null;

    private static string Place(Manifest manifest) => $"{MapOf(manifest)!.File}:{MapOf(manifest)!.ObjectLine}: {manifest.Spoken}";
}
