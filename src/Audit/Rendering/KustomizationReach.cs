namespace HomelabStorage.Audit.Rendering;

/// <summary>Everything a folder's kustomization takes in, found without running anything.</summary>
internal sealed class KustomizationReach
{
    private readonly RepositoryFiles _repository;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    private KustomizationReach(RepositoryFiles repository) => _repository = repository;

    /// <summary>Every file, as paths are spelled in reports.</summary>
    public HashSet<string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The folders of kustomizations that others take in.</summary>
    public HashSet<string> Below { get; } = new(StringComparer.Ordinal);

    /// <summary>Why it cannot be rendered as it is; empty where nothing stands in the way.</summary>
    public string Obstacle { get; private set; } = string.Empty;

    /// <summary>What it refers to in the network.</summary>
    public List<string> Remote { get; } = [];

    /// <summary>Whether kustomize would have to run helm.</summary>
    public bool WantsHelm { get; private set; }

    /// <summary>Whether it may take in files besides those found here: local charts, and what plugins name.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Follows a folder, and components that are given to it from outside.</summary>
    public static KustomizationReach Of(string folder, IEnumerable<string> components, RepositoryFiles repository)
    {
        var reach = new KustomizationReach(repository);
        reach.Folder(folder);
        foreach (var component in components)
        {
            reach.Refer(folder, component);
        }

        return reach;
    }

    /// <summary>The manifests of a folder that is applied file by file, with those of folders below where they are meant too.</summary>
    public static KustomizationReach OfFiles(string folder, bool isRecursive, RepositoryFiles repository)
    {
        var reach = new KustomizationReach(repository);
        var depth = isRecursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly;
        foreach (var file in Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*", depth)
            .Where(f => Path.GetExtension(f) is ".yaml" or ".yml" or ".json"))
        {
            reach.Found(FilePath.Spell(file));
        }

        return reach;
    }

    private void Folder(string folder)
    {
        if (!_folders.Add(folder) || !IsInside(folder))
        {
            return;
        }

        if (KustomizationFile.In(folder) is not { } file)
        {
            foreach (var path in KustomizationFile.Generated(folder))
            {
                Found(FilePath.Spell(path));
            }

            return;
        }

        Files.Add(file);
        if (_repository.Kustomization(file) is not { } kustomization)
        {
            Obstacle = $"{file} is not YAML";
            return;
        }

        WantsHelm |= kustomization.WantsHelm;
        IsOpen |= kustomization.WantsHelm || kustomization.HasPlugins;
        foreach (var path in kustomization.References)
        {
            Refer(folder, path);
        }
    }

    private void Refer(string folder, string path)
    {
        if (path.Length > 0)
        {
            var local = FilePath.Join(folder, path);
            if (!path.Contains("://", StringComparison.Ordinal) && (File.Exists(local) || Directory.Exists(local)))
            {
                Found(local);
            }
            else if (IsAddress(path))
            {
                Remote.Add(path);
            }
            else
            {
                Obstacle = $"{local}, which {folder} refers to, is not there";
            }
        }
    }

    private void Found(string path)
    {
        if (!IsInside(path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            Below.Add(path);
            Folder(path);
        }
        else
        {
            Files.Add(path);
        }
    }

    /// <summary>Links count for what they lead to.</summary>
    private bool IsInside(string path)
    {
        if (_repository.Hold(path))
        {
            return true;
        }

        Obstacle = $"{path} is outside of the repository";
        return false;
    }

    private static bool IsAddress(string path) =>
        path.Contains("://", StringComparison.Ordinal)
            || path.StartsWith("git@", StringComparison.Ordinal)
            || path.Contains("?ref=", StringComparison.Ordinal)
            || path.Contains("git::", StringComparison.Ordinal)
        || (path.Split('/')[0] is var host
            && host.Contains('.', StringComparison.Ordinal)
            && host is not ("." or "..")
            && !host.EndsWith(".yaml", StringComparison.Ordinal)
            && path.Contains('/', StringComparison.Ordinal));
}
