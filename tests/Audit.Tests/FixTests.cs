using System.Text;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Audit.Tests.FixFolder;

namespace HomelabStorage.Audit.Tests;

/// <summary>What audit --fix and --diff make of a document.</summary>
public sealed class FixTests : IDisposable
{
    private readonly FixFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_diff_shows_the_changes_and_makes_none()
    {
        var file = _folder.Write("claims.yaml", Claims);
        var (code, output, _) = FolderDoor.Run(["audit", "--diff", _folder.Path]);
        Assert.Equal(0, code);
        Assert.Equal(
            $"""
            --- a{file}
            +++ b{file}
            @@ -4,7 +4,7 @@
             metadata: {"{"}name: cache, namespace: ai{"}"}
             spec:
                 # on the NAS, for now
            -    storageClassName: 'truenas-nfs'  # TODO think
            +    storageClassName: 'local-path'  # TODO think
                 accessModes: [ ReadWriteOnce ]
            {" "}
                 resources: {"{"}requests: {"{"}storage: "10Gi"{"}"}{"}"}
            @@ -15,6 +15,7 @@
               name: models
               namespace: ai
             spec:
            +  storageClassName: truenas-nfs
               accessModes:
               - ReadWriteOnce
               resources:

            """,
            output);
        Assert.Equal(Claims, File.ReadAllText(file));
    }

    [Fact]
    public void A_diff_tells_of_a_last_line_without_an_end()
    {
        _folder.Write(
            "claims.yaml",
            Claims.Split("---")[0].TrimEnd().ReplaceLineEndings("\r\n").Replace("'truenas-nfs'  # TODO think", "truenas-nfs", StringComparison.Ordinal));
        var (_, output, _) = FolderDoor.Run(["audit", "--diff", _folder.Path]);
        Assert.Contains("\n-    storageClassName: truenas-nfs\r\n+    storageClassName: local-path\r\n", output, StringComparison.Ordinal);
        Assert.EndsWith("\n     resources: {requests: {storage: \"10Gi\"}}\n\\ No newline at end of file\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    public void Only_the_values_change_and_the_second_run_changes_nothing(string newLine, bool hasMark)
    {
        var text = Claims.ReplaceLineEndings(newLine);
        var file = _folder.Write("claims.yaml", text, hasMark);
        var (code, output, error) = _folder.Fix();
        Assert.Equal((0, $"changed {file}\n1 changed, 0 left alone\n", string.Empty), (code, output, error));
        var expected = text
            .Replace("'truenas-nfs'", "'local-path'", StringComparison.Ordinal)
            .Replace($"spec:{newLine}  accessModes", $"spec:{newLine}  storageClassName: truenas-nfs{newLine}  accessModes", StringComparison.Ordinal);
        Assert.Equal([.. hasMark ? Encoding.UTF8.Preamble : default, .. Encoding.UTF8.GetBytes(expected)], File.ReadAllBytes(file));
        Assert.Equal((0, "0 changed, 0 left alone\n", string.Empty), _folder.Fix());
        Assert.Equal(expected, File.ReadAllText(file));
    }

    [Fact]
    public void Every_claim_of_one_document_is_changed()
    {
        var list = "apiVersion: v1\nkind: List\nitems:\n" + string.Concat(Claims.Split("---\n").Select(Item));
        var file = _folder.Write("list.yaml", list);
        Assert.Equal((0, $"changed {file}\n1 changed, 0 left alone\n", string.Empty), _folder.Fix());
        Assert.Equal(
            list
                .Replace("'truenas-nfs'", "'local-path'", StringComparison.Ordinal)
                .Replace("  spec:\n    accessModes", "  spec:\n    storageClassName: truenas-nfs\n    accessModes", StringComparison.Ordinal),
            File.ReadAllText(file));

        static string Item(string claim) =>
            string.Concat(claim
                .TrimEnd('\n')
                .Replace("# Ollama's volumes.\n", string.Empty, StringComparison.Ordinal)
                .Split('\n')
                .Select((line, i) => (i == 0 ? "- " : "  ") + line + "\n"));
    }

    [Fact]
    public void The_values_of_a_release_are_changed_by_their_own_names()
    {
        var release =
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: ollama, namespace: ai}
            spec:
              chart: {spec: {chart: app-template, version: 3.0.0}}
              values:
                controllers:
                  ollama:
                    containers:
                      app: {image: {repository: ollama/ollama, tag: "0.5"}}
                persistence:
                  cache:
                    storageClass: truenas-nfs # slow
                    accessMode: ReadWriteOnce
                    size: 10Gi
                    globalMounts: [{path: /tmp/ollama-cache}]

            """;
        var file = _folder.Write("release.yaml", release);
        Assert.Equal((0, $"changed {file}\n1 changed, 0 left alone\n", string.Empty), _folder.Fix());
        Assert.Equal(release.Replace("truenas-nfs # slow", "local-path # slow", StringComparison.Ordinal), File.ReadAllText(file));
    }

    [Theory]
    [InlineData("storageClassName: &class truenas-nfs")]
    [InlineData("storageClassName: >-\n      truenas-nfs")]
    [InlineData("storageClassName: !!str truenas-nfs")]
    public void Where_it_is_not_certain_how_the_file_is_left_alone_with_a_word(string written)
    {
        var text = Claims.Split("---")[0].Replace("storageClassName: 'truenas-nfs'  # TODO think", written, StringComparison.Ordinal);
        var file = _folder.Write("claims.yaml", text);
        var (code, output, error) = _folder.Fix();
        Assert.Equal((0, "0 changed, 1 left alone\n"), (code, output));
        Assert.Equal(
            $"{file}:2: PersistentVolumeClaim ai/cache: left alone: how it is written leaves no certain place for spec.storageClassName: local-path\n",
            error);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void What_no_rule_of_certainty_covers_is_named_with_its_reason()
    {
        var file = _folder.Write(
            "claims.yaml",
            "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: other, namespace: ai}\nspec: {template: {spec: {containers: [{name: c, image: "
                + "jellyfin/jellyfin, volumeMounts: [{name: v, mountPath: /cache}]}]}}, volumeClaimTemplates: [{metadata: {name: v}, "
                + "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]}\n");
        Assert.Equal(
            (0, "0 changed, 1 left "
                + "alone\n", $"{file}:1: StatefulSet ai/other: [storage-class-not-chosen] left alone: claim templates cannot change once they are applied; "
                    + "the webhook chooses the class of each claim that is made from them\n"),
            _folder.Fix());
    }

    [Fact]
    public void A_comment_stays_with_its_key()
    {
        var file = _folder.Write(
            "claims.yaml",
            "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: c\n  annotations: {homelab-storage.io/data: cache}\nspec:\n  # "
                + "modes\n  # of the claim\n  accessModes:\n    - ReadWriteOnce\n  resources: {requests: {storage: 1Gi}}\n");
        _folder.Write("classes.yaml", Classes);
        _folder.Fix();
        Assert.Contains(
            "spec:\n  storageClassName: local-path\n  # modes\n  # of the claim\n  accessModes:\n",
            File.ReadAllText(file),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Real_repositories_change_only_where_it_was_meant_and_only_once()
    {
        var folder = Environment.GetEnvironmentVariable("HOMELAB_MANIFESTS");
        Assert.SkipWhen(folder is null, "HOMELAB_MANIFESTS names no folder of manifests");
        foreach (var file in Directory.GetFiles(folder!, "*.yaml", SearchOption.AllDirectories))
        {
            _folder.Write(Path.GetRelativePath(folder!, file), File.ReadAllText(file));
        }

        _folder.Fix();
        foreach (var file in Directory.GetFiles(folder!, "*.yaml", SearchOption.AllDirectories))
        {
            var (before, after) = (File.ReadAllLines(file), File.ReadAllLines(Path.Combine(_folder.Path, Path.GetRelativePath(folder!, file))));
            var added = after
                .Except(before, StringComparer.Ordinal)
                .Where(line => !line.Contains("storageClass", StringComparison.Ordinal)
                    && !line.Contains("homelab-storage.io/backup-", StringComparison.Ordinal)
                    && line.Trim() is not "annotations:");
            Assert.Empty(added);
            Assert.DoesNotContain(before.Except(after, StringComparer.Ordinal), line => !line.Contains("storageClass", StringComparison.Ordinal));
        }

        Assert.StartsWith("0 changed, ", _folder.Fix().Output, StringComparison.Ordinal);
    }
}
