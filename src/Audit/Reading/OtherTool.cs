using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Reading;

/// <summary>What other tools make manifests of: files that are named under <c>not judged</c> with the command that shows what they become.</summary>
/// <param name="Ending">How the names of its files end.</param>
/// <param name="Group">What they are.</param>
/// <param name="Command">The command, with <c>FILE</c> for the file.</param>
/// <param name="HasKinds">Whether the text of an object has its keys, so that a file without them is none.</param>
internal sealed record OtherTool(string Ending, string Group, string Command, bool HasKinds = true)
{
    private const int Most = 1_000_000;

    private static readonly OtherTool[] All =
    [
        new(".jsonnet", "Jsonnet", "jsonnet FILE", HasKinds: false),
        new(".cue", "CUE", "cue export --out yaml FILE"),
        new("helmfile.yaml.gotmpl", "helmfiles", "helmfile template --file FILE", HasKinds: false),
        .. new[] { ".yaml", ".yml", ".json" }.SelectMany(IEnumerable<OtherTool> (ending) =>
        [
            new($"{ending}.j2", "templates of Jinja", "jinja2 FILE VALUES"),
            new($"{ending}.gotmpl", "templates of Go", "gomplate --file FILE"),
            new($"{ending}.tmpl", "templates of Go", "gomplate --file FILE"),
            new($"{ending}.tpl", "templates", "gomplate --file FILE"),
            new($"{ending}.tftpl", "templates of Terraform", "terraform show -json"),
        ]),
    ];

    /// <summary>What a file is one of; null where no tool is known that makes manifests of such.</summary>
    public static OtherTool? Of(string path) => All.FirstOrDefault(t => path.EndsWith(t.Ending, StringComparison.Ordinal));

    /// <summary>A file of it; null where it makes no object.</summary>
    public ManifestReading.NotJudged? NotJudged(string path) =>
        HasKinds && (BoundedText.OfFile(path, Most) is not BoundedText.Whole whole || !HasObject(whole.Text)) ? null : new ManifestReading.NotJudged(
            path,
            new(1, 1),
            $"{Group}: render it first")
        {
            Group = Group,
            Name = path[(path.LastIndexOf('/') + 1)..],
            Command = $"{Command.Replace("FILE", path, StringComparison.Ordinal)} | homelab-storage audit -",
        };

    private static bool HasObject(string text) => text.Contains("apiVersion:", StringComparison.Ordinal) && text.Contains("kind:", StringComparison.Ordinal);
}
