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
            var edits = new List<(Manifest Manifest, YamlEdit Edit)>();
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

                if (WrittenChange.Elsewhere(claim, MapOf(claim)!) is { Length: > 0 } elsewhere)
                {
                    left.Add((claim, $"left alone: {elsewhere}"));
                    continue;
                }

                edits.Add((claim, new YamlEdit(MapOf(claim)!, wanted.Places)));
            }

            if (edits.Count > 0)
            {
                var change = WrittenChange.Of(file.Key, edits);
                left.AddRange(change.Left.Select(l => (l.Manifest, $"left alone: {l.Reason}")));
                if (change.File is { } changed)
                {
                    files[file.Key] = changed;
                }
            }
        }

        left.AddRange(Remaining(readings, files, policy, now));
        return new Fixes([.. files.Values], Said(left));
    }

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
