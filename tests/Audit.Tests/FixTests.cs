using System.Text;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

public sealed class FixTests : IDisposable
{
    private const string Classes =
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: local-path}
        provisioner: rancher.io/local-path
        reclaimPolicy: Retain
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: truenas-nfs}
        provisioner: nfs.csi.k8s.io
        reclaimPolicy: Retain
        """;

    private const string Ollama =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: ollama, namespace: ai}
        spec:
          strategy: {type: Recreate}
          selector: {matchLabels: {app: ollama}}
          template:
            metadata: {labels: {app: ollama}}
            spec:
              containers:
                - name: ollama
                  image: ollama/ollama:0.5
                  volumeMounts: [{name: models, mountPath: /root/.ollama/models}, {name: cache, mountPath: /tmp/ollama-cache}]
              volumes:
                - {name: models, persistentVolumeClaim: {claimName: models}}
                - {name: cache, persistentVolumeClaim: {claimName: cache}}
        """;

    private const string Claims =
        """
        # Ollama's volumes.
        kind: PersistentVolumeClaim   # as kubectl explain has it
        apiVersion: v1
        metadata: {name: cache, namespace: ai}
        spec:
            # on the NAS, for now
            storageClassName: 'truenas-nfs'  # TODO think
            accessModes: [ ReadWriteOnce ]

            resources: {requests: {storage: "10Gi"}}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: models
          namespace: ai
        spec:
          accessModes:
          - ReadWriteOnce
          resources:
            requests:
              storage: 1e11
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public FixTests()
    {
        Write("classes.yaml", Classes);
        Write("ollama.yaml", Ollama);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_diff_shows_the_changes_and_makes_none()
    {
        var file = Write("claims.yaml", Claims);
        var (code, output, _) = FolderDoor.Run(["audit", "--diff", _folder]);
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
        Write("claims.yaml", Claims.Split("---")[0].TrimEnd().ReplaceLineEndings("\r\n").Replace("'truenas-nfs'  # TODO think", "truenas-nfs", StringComparison.Ordinal));
        var (_, output, _) = FolderDoor.Run(["audit", "--diff", _folder]);
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
        var file = Write("claims.yaml", text, hasMark);
        var (code, output, error) = Fix();
        Assert.Equal((0, $"changed {file}\n1 changed, 0 left alone\n", string.Empty), (code, output, error));
        var expected = text
            .Replace("'truenas-nfs'", "'local-path'", StringComparison.Ordinal)
            .Replace($"spec:{newLine}  accessModes", $"spec:{newLine}  storageClassName: truenas-nfs{newLine}  accessModes", StringComparison.Ordinal);
        Assert.Equal([.. hasMark ? Encoding.UTF8.Preamble : default, .. Encoding.UTF8.GetBytes(expected)], File.ReadAllBytes(file));
        Assert.Equal((0, "0 changed, 0 left alone\n", string.Empty), Fix());
        Assert.Equal(expected, File.ReadAllText(file));
    }

    [Fact]
    public void Every_claim_of_one_document_is_changed()
    {
        var list = "apiVersion: v1\nkind: List\nitems:\n" + string.Concat(Claims.Split("---\n").Select(Item));
        var file = Write("list.yaml", list);
        Assert.Equal((0, $"changed {file}\n1 changed, 0 left alone\n", string.Empty), Fix());
        Assert.Equal(
            list.Replace("'truenas-nfs'", "'local-path'", StringComparison.Ordinal).Replace("  spec:\n    accessModes", "  spec:\n    storageClassName: truenas-nfs\n    accessModes", StringComparison.Ordinal),
            File.ReadAllText(file));

        static string Item(string claim) => string.Concat(claim.TrimEnd('\n').Replace("# Ollama's volumes.\n", string.Empty, StringComparison.Ordinal).Split('\n').Select((line, i) => (i == 0 ? "- " : "  ") + line + "\n"));
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
        var file = Write("release.yaml", release);
        Assert.Equal((0, $"changed {file}\n1 changed, 0 left alone\n", string.Empty), Fix());
        Assert.Equal(release.Replace("truenas-nfs # slow", "local-path # slow", StringComparison.Ordinal), File.ReadAllText(file));
    }

    [Theory]
    [InlineData("storageClassName: &class truenas-nfs")]
    [InlineData("storageClassName: >-\n      truenas-nfs")]
    [InlineData("storageClassName: !!str truenas-nfs")]
    public void Where_it_is_not_certain_how_the_file_is_left_alone_with_a_word(string written)
    {
        var text = Claims.Split("---")[0].Replace("storageClassName: 'truenas-nfs'  # TODO think", written, StringComparison.Ordinal);
        var file = Write("claims.yaml", text);
        var (code, output, error) = Fix();
        Assert.Equal((0, "0 changed, 1 left alone\n"), (code, output));
        Assert.Equal($"{file}:2: PersistentVolumeClaim ai/cache: left alone: how it is written leaves no certain place for spec.storageClassName: local-path\n", error);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void What_no_rule_of_certainty_covers_is_named_with_its_reason()
    {
        var file = Write("claims.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: other, namespace: ai}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n");
        Assert.Equal(
            (0, "0 changed, 1 left alone\n", $"{file}:1: PersistentVolumeClaim ai/other: [storage-class-not-chosen] left alone: nothing is known of its data: the annotation homelab-storage.io/data says what it holds\n"),
            Fix());
    }

    [Fact]
    public void A_stream_has_no_file_to_change()
    {
        var (code, output, error) = FolderDoor.Run(["audit", "--fix", "-"], $"{Classes}\n---\n{Ollama}\n---\n{Claims}");
        Assert.Equal((0, "0 changed, 2 left alone\n"), (code, output));
        Assert.Contains("<stdin>:", error, StringComparison.Ordinal);
        Assert.Contains("left alone: it came by standard input; name its file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_stays_as_it_was_and_the_others_are_changed()
    {
        var parts = Claims.Split("---\n");
        var one = Write("one.yaml", parts[0]);
        var two = Write("two.yaml", parts[1]);

        // Something stands where the new text would be put before it takes the file's place.
        Directory.CreateDirectory(Path.Combine(_folder, $".one.yaml.{Environment.ProcessId}.tmp"));
        var (code, output, error) = Fix();
        Assert.Equal(2, code);
        Assert.Equal($"changed {two}\n1 changed, 1 not changed, 0 left alone\n", output);
        Assert.StartsWith($"{one}: not changed: ", error, StringComparison.Ordinal);
        Assert.Equal(parts[0], File.ReadAllText(one));
    }

    [Fact]
    public void A_base_of_several_namespaces_is_left_to_their_overlays_and_a_patch_is_no_object()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "base"));
        var file = Write("base/claims.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, annotations: {homelab-storage.io/data: cache}}\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n");
        Write("base/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [claims.yaml]\n");
        foreach (var ns in new[] { "dev", "prod" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, ns));
            Write($"{ns}/kustomization.yaml", $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: {ns}\nresources: [../base]\npatches: [{{path: size.yaml}}]\n");
            Write($"{ns}/size.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {resources: {requests: {storage: 5Gi}}}\n");
        }

        Write("classes.yaml", Classes);
        var (_, output, error) = Fix();
        Assert.StartsWith("0 changed, ", output, StringComparison.Ordinal);
        Assert.Contains($"{file}:1: PersistentVolumeClaim data: left alone: several namespaces get it from here (dev, prod)", error, StringComparison.Ordinal);
        Assert.DoesNotContain("size.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comment_stays_with_its_key()
    {
        var file = Write("claims.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: c\n  annotations: {homelab-storage.io/data: cache}\nspec:\n  # modes\n  # of the claim\n  accessModes:\n    - ReadWriteOnce\n  resources: {requests: {storage: 1Gi}}\n");
        Write("classes.yaml", Classes);
        Fix();
        Assert.Contains("spec:\n  storageClassName: local-path\n  # modes\n  # of the claim\n  accessModes:\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_through_a_link()
    {
        var elsewhere = Directory.CreateTempSubdirectory("homelab-storage");
        var file = Path.Combine(elsewhere.FullName, "claims.yaml");
        File.WriteAllText(file, Claims);
        File.CreateSymbolicLink(Path.Combine(_folder, "claims.yaml"), file);
        var (code, output, error) = Fix();
        Assert.Equal((2, "0 changed, 1 not changed, 0 left alone\n"), (code, output));
        Assert.Contains($"not changed: it is a link to {file}; name the file itself", error, StringComparison.Ordinal);
        Assert.Equal(Claims, File.ReadAllText(file));
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void What_cannot_be_read_is_named_beside_the_changes()
    {
        var file = Write("broken.yaml", "a: [");
        foreach (var verb in new[] { "--fix", "--diff", "--unknown-apps" })
        {
            var (code, _, error) = FolderDoor.Run(["audit", verb, file]);
            Assert.Equal(2, code);
            Assert.StartsWith($"broken  {file}:", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_in_another_encoding_stays_as_it_was()
    {
        var file = Path.Combine(_folder, "claims.yaml");
        File.WriteAllText(file, Claims, Encoding.Unicode);
        var before = File.ReadAllBytes(file);
        var (_, output, error) = Fix();
        Assert.Equal("0 changed, 2 left alone\n", output);
        Assert.Contains("its file is not UTF-8", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void Real_repositories_change_only_where_it_was_meant_and_only_once()
    {
        var folder = Environment.GetEnvironmentVariable("HOMELAB_MANIFESTS");
        Assert.SkipWhen(folder is null, "HOMELAB_MANIFESTS names no folder of manifests");
        foreach (var file in Directory.GetFiles(folder!, "*.yaml", SearchOption.AllDirectories))
        {
            Write(Path.GetRelativePath(folder!, file), File.ReadAllText(file));
        }

        Fix();
        foreach (var file in Directory.GetFiles(folder!, "*.yaml", SearchOption.AllDirectories))
        {
            var (before, after) = (File.ReadAllLines(file), File.ReadAllLines(Path.Combine(_folder, Path.GetRelativePath(folder!, file))));
            var added = after.Except(before, StringComparer.Ordinal).Where(line => !line.Contains("storageClass", StringComparison.Ordinal) && !line.Contains("homelab-storage.io/backup-", StringComparison.Ordinal) && line.Trim() is not "annotations:");
            Assert.Empty(added);
            Assert.DoesNotContain(before.Except(after, StringComparer.Ordinal), line => !line.Contains("storageClass", StringComparison.Ordinal));
        }

        Assert.StartsWith("0 changed, ", Fix().Output, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Fix() => FolderDoor.Run(["audit", "--fix", _folder]);

    private string Write(string name, string text, bool hasMark = false)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(hasMark));
        return path;
    }
}
