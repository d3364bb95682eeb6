using System.Collections.Concurrent;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Reads roots: rendered where that can be done, and as their files are stored there where not.</summary>
internal sealed class RootReader(
    string repository,
    KustomizeProgram? program,
    RenderSettings settings,
    RenderCache cache,
    int limit,
    WrittenFiles files,
    Workbench workbench,
    Action done)
{
    /// <summary>Why a folder with helmCharts is not rendered.</summary>
    public const string NeedsHelm = "it installs charts by Helm, which kustomize does not run without --enable-helm";

    private readonly ConcurrentDictionary<string, string> _obstacles = new(StringComparer.Ordinal);

    /// <summary>What stood in the way of rendering, by folder.</summary>
    public IEnumerable<(string Folder, string Reason)> Obstacles => _obstacles.Select(o => (o.Key, o.Value)).OrderBy(o => o.Key, StringComparer.Ordinal);

    /// <summary>The objects of a root.</summary>
    public IReadOnlyList<ManifestReading> Read(Root root)
    {
        done();
        return [.. ReadAs(root).Select(r => Additions.Of(r, root))];
    }

    private List<ManifestReading> ReadAs(Root root)
    {
        if (program is null || root.IsPlain)
        {
            return AsWritten(root);
        }

        var obstacle = Obstacle(root);
        if (obstacle.Length == 0)
        {
            var (text, complaint) = Rendered(root, program);
            if (text is not null)
            {
                var file = KustomizationFile.In(root.Folder) ?? root.Folder;
                var (filled, failed) = FilledText.Of(text, root.Variables);
                var patches = new PatchedFields(WrittenPatches.Of(root), filled, file);
                var places = new RenderedPlaces(filled, file, root, limit);
                return
                [
                    .. ManifestReader.ReadAll(filled, file).Select(r => Placed(places.Of(r), root, patches)),
                    .. failed.SelectMany(f => NotJudged(f.Document, f.Complaint, root, file)),
                ];
            }

            obstacle = complaint;
        }

        _obstacles[root.Folder] = obstacle;
        return AsWritten(root);
    }

    private string Obstacle(Root root) =>
        root.Reach.Obstacle.Length > 0 ? root.Reach.Obstacle
        : root.Reach.WantsHelm && !settings.EnablesHelm ? NeedsHelm
        : root.Reach.Remote.Count > 0 && !settings.AllowsRemote ? $"it refers to {root.Reach.Remote[0]}, which is not fetched without --allow-remote"
        : string.Empty;

    private (string? Text, string Complaint) Rendered(Root root, KustomizeProgram with)
    {
        try
        {
            var key = RenderCache.Key(root, repository, with, settings);
            if (!root.Reach.IsOpen && cache.Find(key) is { } kept)
            {
                return (kept, string.Empty);
            }

            using var mirror = new Mirror(root, repository, workbench);
            var (text, complaint) = with.Build(mirror.Folder, mirror.Scratch, settings, limit);
            if (text is null)
            {
                return (null, Short(complaint.Replace($"{mirror.Scratch}/repository", RealPath.Of(repository), StringComparison.Ordinal)));
            }

            cache.Keep(key, text);
            return (text, string.Empty);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return (null, closed.Message.TrimEnd('.'));
        }
    }

    private static string Short(string complaint) => complaint.Length <= 300 ? complaint : complaint[..300] + "…";

    /// <summary>Objects that Flux would fail at, with where they were written.</summary>
    private IEnumerable<ManifestReading> NotJudged(string document, string complaint, Root root, string file) => ManifestReader.ReadAll(document, file)
        .OfType<ManifestReading.Understood>()
        .Select(r => r.Manifest.Source is ManifestSource.Text { Map: var map } && files.Place(r.Manifest, map, root) is var place
            ? new ManifestReading.NotJudged(place.File, new Position(place.ObjectLine, 1), $"{r.Manifest.Reference}: {complaint}")
            : new ManifestReading.NotJudged(file, new Position(1, 1), $"{r.Manifest.Reference}: {complaint}"));

    /// <summary>A reading with the place its object was written at.</summary>
    private ManifestReading Placed(ManifestReading reading, Root root, PatchedFields patches) => reading switch
    {
        ManifestReading.Understood { Manifest: { Source: ManifestSource.Text { Map: var map } } manifest } =>
            new ManifestReading.Understood(manifest with
            {
                Source = new ManifestSource.Text(files.Place(manifest, map, root).With(patches.Of(manifest, map))),
            }),
        _ => reading,
    };

    /// <summary>Without rendering: the files, with namespace, images and variables, and a word on what is patched.</summary>
    private List<ManifestReading> AsWritten(Root root)
    {
        var readings = new List<ManifestReading>();
        foreach (var file in root.Reach.Files
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json" || KustomizeReader.IsItsFile(f))
            .Order(StringComparer.Ordinal))
        {
            var variables = KustomizeReader.IsItsFile(file) ? null : root.Variables;
            if (variables is null && files.Again(file) is { } known)
            {
                readings.AddRange(known);
            }
            else if (BoundedText.OfFile(file, limit) is BoundedText.Whole whole)
            {
                readings.AddRange(ManifestReader.ReadAll(variables is null ? whole.Text : FilledText.OfFile(whole.Text, variables), file));
            }
        }

        var manifests = readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).ToList();
        if (root.Controller is not null && !root.IsPlain)
        {
            manifests.Add(Overlay(root));
        }

        return
        [
            .. Kustomizing.Apply(manifests).Where(m => m is not Kustomize { IsAdded: true }).Select(m => new ManifestReading.Understood(m)),
            .. readings
                .Where(r => r is not ManifestReading.Understood)
                .Select(r => r is ManifestReading.ChartValues values ? values with { IsTaken = true } : r),
        ];
    }

    /// <summary>What the controller adds, as a kustomization over the folder.</summary>
    private static Kustomize Overlay(Root root) => new()
    {
        Reference = new ObjectReference("kustomize.config.k8s.io/v1beta1", "Kustomization", string.Empty, root.Controller!.Name),
        Metadata = new Metadata(),
        Source = new ManifestSource.Text(new SourceMap("controller", 1, "{}")),
        IsAdded = true,
        TargetNamespace = root.TargetNamespace,
        Resources =
        [
            .. KustomizationFile.In(root.Folder) is null ? KustomizationFile.Generated(root.Folder).Select(FilePath.Spell) : [root.Folder],
            .. root.Components.Select(c => FilePath.Join(root.Folder, c)),
        ],
        Images = KustomizeImages.Of(root.Edits.FirstOrDefault(e => e.Field is "images").Value),
        Changes =
        [
            .. root.Edits
                .Where(e => e.Field is "patches")
                .SelectMany(e => KustomizePatch.Of(e.Value, root.Controller.Source is ManifestSource.Text { Map: var map } ? map.File : root.Folder)),
        ],
    };
}
