using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests;

/// <summary>What became of one document of a text, or of one object of a list, a watch or a request.</summary>
public abstract record ManifestReading
{
    private ManifestReading()
    {
    }

    /// <summary>An object the judgement knows.</summary>
    public sealed record Understood(Manifest Manifest) : ManifestReading;

    /// <summary>A Kubernetes object that says nothing about storage.</summary>
    public sealed record Foreign : ManifestReading
    {
        /// <summary>The one instance.</summary>
        public static Foreign Instance { get; } = new();
    }

    /// <summary>YAML, but no Kubernetes object: Helm values, a kustomize patch list, a pipeline.</summary>
    public sealed record NoObject(string File) : ManifestReading
    {
        /// <summary>What it says, for whoever refers to it; null where that is not a mapping and no list.</summary>
        public YamlDocument.Readable? Document { get; init; }
    }

    /// <summary>A file of values for a chart, to be judged with the release that names it.</summary>
    public sealed record ChartValues(YamlDocument.Readable Document) : ManifestReading
    {
        /// <summary>Whether a kustomization puts the file into an object, and a release takes it from there.</summary>
        public bool IsTaken { get; init; }
    }

    /// <summary>A file among the templates of a chart, as text: what it becomes only the values of a release decide.</summary>
    public sealed record ChartTemplate(string File, string Text) : ManifestReading
    {
        /// <summary>The folder of a chart in which its templates are.</summary>
        public const string FolderName = "templates";

        /// <summary>Whether Helm takes a file for a template of the chart above it.</summary>
        public static bool IsOne(string file) =>
            Path.GetExtension(file) is ".tpl" or ".yaml" or ".yml"
            && (file.StartsWith($"{FolderName}/", StringComparison.Ordinal) || file.Contains($"/{FolderName}/", StringComparison.Ordinal));
    }

    /// <summary>Something that cannot be judged as it is stored there: encrypted or still a template.</summary>
    /// <param name="File">Its file.</param>
    /// <param name="Position">Where it begins, or stops being readable.</param>
    /// <param name="Reason">Why it cannot be judged.</param>
    /// <param name="IsObject">Whether it may be a Kubernetes object; broken YAML of another tool is none, and costs nothing.</param>
    public sealed record NotJudged(string File, Position Position, string Reason, bool IsObject = true) : ManifestReading
    {
        /// <summary>What it is one of, for lists that say it once; empty where it stands for itself.</summary>
        public string Group { get; init; } = string.Empty;

        /// <summary>What tells it from others of its group.</summary>
        public string Name { get; init; } = string.Empty;

        /// <summary>The command that would show what it becomes; empty where there is none.</summary>
        public string Command { get; init; } = string.Empty;
    }

    /// <summary>A Kubernetes object that cannot be taken for what it says it is. It costs itself, and nothing else.</summary>
    /// <param name="Reference">Its name, as far as there is one.</param>
    /// <param name="Pointer">The field that is wrong; empty when none can be named.</param>
    /// <param name="Reason">What is wrong.</param>
    public sealed record Unreadable(ObjectReference Reference, string Pointer, string Reason) : ManifestReading
    {
        /// <summary>The file it is in; empty when it came over the wire.</summary>
        public string File { get; init; } = string.Empty;

        /// <summary>Where in the file.</summary>
        public Position Position { get; init; }

        /// <inheritdoc/>
        public override string ToString() => $"{Reference}: {Reason}";
    }

    /// <summary>A Kubernetes object that is not YAML, or a file that cannot be read.</summary>
    public sealed record Broken(string File, Position Position, string Message) : ManifestReading;
}
