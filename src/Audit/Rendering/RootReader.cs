using System.Collections.Concurrent;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Reads roots: rendered where that can be done, and as their files lie there where not.</summary>
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
    private const string SubstitutionIsOff = "kustomize.toolkit.fluxcd.io/substitute: disabled";

    private readonly ConcurrentDictionary<string, string> _obstacles = new(StringComparer.Ordinal);

    /// <summary>What stood in the way of rendering, by folder.</summary>
    public IEnumerable<(string Folder, string Reason)> Obstacles => _obstacles.Select(o => (o.Key, o.Value)).OrderBy(o => o.Key, StringComparer.Ordinal);

    /// <summary>The objects of a root.</summary>
    public IReadOnlyList<ManifestReading> Read(Root root)
    {
        done();
        return root.UsualNamespace.Length == 0 ? ReadAs(root) : [.. ReadAs(root).Select(r => Placed(r, root.UsualNamespace))];
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
                var filled = Filled(text, root.Variables);
                var file = KustomizationFile.In(root.Folder) ?? root.Folder;
                var patches = new PatchedFields(WrittenPatches.Of(root), filled, file);
                return [.. ManifestReader.ReadAll(filled, file).Select(r => Placed(r, root, patches))];
            }

            obstacle = complaint;
        }

        _obstacles[root.Folder] = obstacle;
        return AsWritten(root);
    }

    private string Obstacle(Root root) =>
        root.Reach.Obstacle.Length > 0 ? root.Reach.Obstacle
        : root.Reach.WantsHelm && !settings.EnablesHelm ? "it installs charts by Helm, which kustomize does not run without --enable-helm"
        : root.Reach.Remote.Count > 0 && !settings.AllowsRemote ? $"it refers to {root.Reach.Remote[0]}, which is not fetched without --allow-remote"
        : string.Empty;

    private (string? Text, string Complaint) Rendered(Root root, KustomizeProgram with)
    {
        try
        {
            var key = RenderCache.Key(root, with, settings);
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

    /// <summary>A rendered text with values for its variables, one document at a time, as kustomize-controller does it.</summary>
    private static string Filled(string text, Variables? variables) => variables is null
        ? text
        : string.Join(
            "\n---\n",
            text
                .Split("\n---\n")
                .Select(d => d.Contains(SubstitutionIsOff, StringComparison.Ordinal) ? d : Substitutions.Fill(d, variables.Values, variables.IsWhole)));

    /// <summary>An object that names no namespace in the one that is given to such.</summary>
    private static ManifestReading Placed(ManifestReading reading, string ns) =>
        reading is ManifestReading.Understood { Manifest: { Namespace.Length: 0 } manifest } && ManifestKinds.Of(manifest.Reference) is { IsNamespaced: true }
            ? new ManifestReading.Understood(manifest with { Reference = manifest.Reference with { Namespace = ns } })
            : reading;

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
            if (BoundedText.OfFile(file, limit) is BoundedText.Whole whole)
            {
                readings.AddRange(ManifestReader.ReadAll(
                    KustomizeReader.IsItsFile(file) ? whole.Text : Filled(whole.Text, root.Variables),
                    file));
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
