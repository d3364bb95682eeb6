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

        // From the last document of a file to the first, so that what is still to come stays where it was read.
        foreach (var claim in manifests.OfType<Claim>().Where(c => MapOf(c) is not null).OrderByDescending(c => MapOf(c)!.FirstLine))
        {
            if (FileEdits.Of(claim, judge, policy) is not { Places.Count: > 0 } edits)
            {
                continue;
            }

            var obstacle = claim.Namespace.Length == 0 && shared.TryGetValue(MapOf(claim)!.File, out var namespaces)
                ? $"several namespaces get it from here ({string.Join(", ", namespaces)}): patch it in their kustomizations"
                : Change(files, MapOf(claim)!, edits);
            if (obstacle is not null)
            {
                left.Add($"{Place(claim)}: left alone: {obstacle}");
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

    /// <summary>Makes all changes of one claim; or none, and says why not.</summary>
    private static string? Change(SortedDictionary<string, FixedFile> files, SourceMap map, FileEdits edits)
    {
        if (!files.TryGetValue(map.File, out var file))
        {
            if (!File.Exists(map.File))
            {
                return "it came by standard input; name its file";
            }

            if (FixedFile.Read(map.File) is not { } readable)
            {
                return "its file is not UTF-8";
            }

            file = readable;
        }

        var text = file.After;
        foreach (var (pointer, value) in edits.Places)
        {
            // Each change moves what follows it, so the document is read anew.
            if (Again(text, map)?.Set(text, pointer, value) is not { } changed)
            {
                return $"how it is written leaves no certain place for {JsonPointer.Spell(pointer)}: {value}";
            }

            text = changed;
        }

        files[map.File] = file with { After = text };
        return null;
    }

    /// <summary>The same object in a text; null when it is not there any more.</summary>
    private static SourceMap? Again(string text, SourceMap map) =>
        ManifestReader.ReadAll(text, map.File).OfType<ManifestReading.Understood>().Select(r => MapOf(r.Manifest)).FirstOrDefault(m => m!.Is(map));

    private static SourceMap? MapOf(Manifest manifest) => manifest.Source is ManifestSource.Text { Map: var map } ? map : null;

    private static string Place(Manifest manifest) => $"{MapOf(manifest)!.File}:{MapOf(manifest)!.ObjectLine}: {manifest.Spoken}";
}
