using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Charts;
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
    public static Fixes Of(IReadOnlyCollection<ManifestReading> readings, StoragePolicy policy, DateTimeOffset now)
    {
        Manifest[] read = [.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];
        var shared = Kustomizing.Shared(read);
        var world = World.Of(readings, policy, now);
        var files = new SortedDictionary<string, FixedFile>(StringComparer.Ordinal);
        var left = new List<(Manifest Manifest, string Said)>();
        foreach (var file in world.Manifests.OfType<Claim>().Where(c => MapOf(c) is not null).GroupBy(c => MapOf(c)!.File, StringComparer.Ordinal))
        {
            var edits = new List<(Claim Claim, YamlEdit Edit)>();
            foreach (var claim in file)
            {
                if (FileEdits.Of(claim, world.Judge, policy) is not { Places.Count: > 0 } wanted)
                {
                    continue;
                }

                if (claim.Namespace.Length == 0 && shared.TryGetValue(file.Key, out var namespaces))
                {
                    left.Add((claim, $"left alone: several namespaces get it from here ({string.Join(", ", namespaces)}): patch it in their kustomizations"));
                    continue;
                }

                if (Elsewhere(claim) is { Length: > 0 } elsewhere)
                {
                    left.Add((claim, $"left alone: {elsewhere}"));
                    continue;
                }

                edits.Add((claim, new YamlEdit(MapOf(claim)!, wanted.Places)));
            }

            if (edits.Count > 0)
            {
                Change(file.Key, edits, files, left);
            }
        }

        left.AddRange(Remaining(readings, files, policy, now));
        return new Fixes([.. files.Values], Said(left));
    }

    /// <summary>Why a change in its file would not be what is deployed; empty where it would.</summary>
    private static string Elsewhere(Claim claim) => claim.PatchedBy.Length > 0 ? $"{claim.PatchedBy} patches it on its way: change it there"
        : MapOf(claim)!.Mentions("${") ? "a variable of Flux stands in it, which is filled where it is applied: change the value there"
        : string.Empty;

    /// <summary>What rules still want changed once the files are as they will be.</summary>
    private static IEnumerable<(Manifest Manifest, string Said)> Remaining(
        IEnumerable<ManifestReading> readings,
        SortedDictionary<string, FixedFile> files,
        StoragePolicy policy,
        DateTimeOffset now)
    {
        var others = readings.Where(r => r is ManifestReading.Understood understood && !(MapOf(understood.Manifest) is { } map && files.ContainsKey(map.File)));
        var after = World.Of(others.Concat(files.Values.SelectMany(f => ManifestReader.ReadAll(f.After, f.Path))), policy, now);
        return after.Manifests
            .Where(m => m is Claim or Workload && MapOf(m) is not null)
            .SelectMany(m => FileEdits.LeftAlone(m, after.Judge, policy)
                .Where(l => l.Reason.Length > 0)
                .Select(l => (m, $"[{l.Rule}] left alone: {l.Reason}")));
    }

    /// <summary>Makes all changes of each claim of a file; or none, and says why not.</summary>
    private static void Change(
        string path,
        List<(Claim Claim, YamlEdit Edit)> edits,
        SortedDictionary<string, FixedFile> files,
        List<(Manifest Manifest, string Said)> left)
    {
        if (!File.Exists(path) || FileKinds.Of(path) != FileKind.Regular)
        {
            left.AddRange(edits.Select(e => ((Manifest)e.Claim, $"left alone: it came by {(File.Exists(path) ? "a pipe" : "standard input")}; name its file")));
        }
        else if (FixedFile.Read(path) is not { } text)
        {
            left.AddRange(edits.Select(e => ((Manifest)e.Claim, "left alone: its file is not UTF-8")));
        }
        else
        {
            var (changes, refused) = YamlEdit.Make(text, edits.Select(e => e.Edit));
            var open = refused.ToHashSet();
            left.AddRange(edits
                .Where(e => open.Contains(e.Edit))
                .Select(e => ((Manifest)e.Claim, $"left alone: how it is written leaves no certain place for {Spell(e.Edit)}")));
            if (changes.Count > 0)
            {
                files[path] = new FixedFile(path, text, changes);
            }
        }
    }

    private static string Spell(YamlEdit edit) => string.Join(", ", edit.Places.Select(p => $"{JsonPointer.Spell(p.Pointer)}: {p.Value}"));

    private static SourceMap? MapOf(Manifest manifest) => manifest.Source is ManifestSource.Text { Map: var map } ? map : null;

    /// <summary>A line for each, in their order, no line twice.</summary>
    private static string[] Said(List<(Manifest Manifest, string Said)> left)
    {
        (SourceMap Map, string Pointer)[] parts = [.. left.Select(l => (MapOf(l.Manifest)!, string.Empty)).Where(p => p.Item1.IsPart)];
        var places = SourceMap.Find(parts);
        var next = 0;
        var lines = left.Select(l =>
        {
            var map = MapOf(l.Manifest)!;
            return $"{map.File}:{(map.IsPart ? places[next++].Line : map.ObjectLine)}: {l.Manifest.Spoken}: {l.Said}";
        });
        return [.. lines.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
