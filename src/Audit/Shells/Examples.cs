using System.Collections.Frozen;
using System.CommandLine;

namespace HomelabStorage.Audit.Shells;

/// <summary>What a verb is used for, as it is typed. <c>--help</c> and the manual page show them.</summary>
internal static class Examples
{
    private const string Target = "--target file:///backups --identity home/books/linkding-data";

    private static readonly FrozenDictionary<string, string[]> ByVerb = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["serve"] = ["serve --policy policies.yaml", "serve --page-port 8080"],
        ["health"] = ["health --ready"],
        ["audit"] = ["audit .", "audit . --fail-on never --format html=storage.html", "audit . --since origin/main", "audit --cluster -n media"],
        ["explain"] = ["explain --for Deployment/media/my-app .", "explain --for PersistentVolumeClaim/media/my-app --cluster"],
        ["backups"] = ["backups --cluster", "backups clusters/home --format json"],
        ["drill"] = ["drill --critical", "drill --last -n media"],
        ["restore"] =
        [
            "restore books/linkding-data --dry-run",
            "restore books/linkding-data --at 2026-11-20",
            "restore books/linkding-data --to linkding-copy",
        ],
        ["recover"] = ["recover --node n2 --dry-run", "recover --node n2 --accept-loss media/scratch"],
        ["migrate plan"] =
        [
            "migrate plan media/my-app --to longhorn-sqlite clusters/home",
            "migrate plan media/my-app --to longhorn-sqlite --cluster -o move",
        ],
        ["migrate run"] =
        [
            "migrate run media/my-app --to longhorn-sqlite --dry-run",
            "migrate run media/my-app --to longhorn-sqlite --suspend",
            "migrate run media/my-app --undo",
        ],
        ["what-if"] = ["what-if --lose-node n2 --cluster", "what-if --lose-node n2 --lose-nas nas .", "what-if --all --format markdown --cluster"],
        ["exempt"] =
        [
            "exempt Deployment/media/my-app sqlite-on-network-filesystem --reason 'moves in May' --until 2027-05-31",
            "exempt 'Deployment/dev/*' '*' --reason 'nothing worth keeping there'",
        ],
        ["init"] = ["init .", "init --cluster --output -"],
        ["rules"] = ["rules"],
        ["settings schema"] = ["settings schema"],
        ["policy check"] = ["policy check policies.yaml"],
        ["policy diff"] = ["policy diff policies.yaml new.yaml .", "policy diff policies.yaml new.yaml --cluster"],
        ["policy test"] = ["policy test cases --policy policies.yaml", "policy test cases --update"],
        ["policy schema"] = ["policy schema"],
        ["policy default"] = ["policy default"],
        ["apps"] = ["apps"],
        ["backends"] = ["backends"],
        ["manifests pin-policy"] = ["manifests pin-policy"],
        ["manifests webhooks"] = ["manifests webhooks"],
        ["manifests rbac-server"] = ["manifests rbac-server"],
        ["manifests rbac-backups"] = ["manifests rbac-backups"],
        ["manifests rbac-certificate"] = ["manifests rbac-certificate"],
        ["completion"] = ["completion bash", "completion fish"],
        ["man"] = ["man"],
        ["backup run"] = [$"backup run --data /data {Target}/8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55 --keep 14"],
        ["backup list"] = ["backup list --target file:///backups"],
        ["backup verify"] = [$"backup verify {Target}"],
        ["backup restore"] = [$"backup restore --to /data {Target} --plan"],
        ["backup prune"] = [$"backup prune {Target}/8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55 --keep 14 --dry-run"],
        ["backup accept"] = ["backup accept home/books/linkding-data-8a1c72f0/20261123T191700Z-3f9c --target file:///backups"],
        ["backup probe"] = [$"backup probe {Target}/8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55"],
        ["backup dump-script"] = ["backup dump-script postgresql"],
        ["backup now"] = ["backup now books/linkding-data"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Those of a verb by its path, without the program; none of one that only has others below it.</summary>
    public static IReadOnlyList<string> Of(string path) => ByVerb.GetValueOrDefault(path, []);

    /// <summary>Those of a verb.</summary>
    public static IReadOnlyList<string> Of(Command command) => Of(Path(command));

    /// <summary>A verb with those above it, without the program.</summary>
    public static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() switch
    {
        null => string.Empty,
        RootCommand => command.Name,
        var above => $"{Path(above)} {command.Name}",
    };
}
