using System.Text.Json;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>A repository that is rendered, and the same manifests once they are applied, get the same verdicts.</summary>
public sealed class RenderedTests(Cluster cluster)
{
    private static readonly string[] Folders = ["apps/linkding", "apps/notes"];

    private static readonly string? Kustomize = Environment.GetEnvironmentVariable("KUSTOMIZE");

    /// <summary>Every value that decides is set by something else than the file that holds the object: a patch, an image, a namespace, a generator.</summary>
    private static readonly (string Path, string Text)[] Files =
    [
        ("clusters/home/apps.yaml", """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: linkding, namespace: flux-system}
            spec: {path: ./apps/linkding, prune: true, sourceRef: {kind: GitRepository, name: home}}
            ---
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: notes, namespace: flux-system}
            spec: {path: ./apps/notes, prune: true, sourceRef: {kind: GitRepository, name: home}}
            """),
        ("classes/classes.yaml", Installed.Manifest("classes.yaml")),
        ("bases/linkding/kustomization.yaml", """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources: [claim.yaml, linkding.yaml]
            """),
        ("bases/linkding/claim.yaml", Installed.Manifest("claim.yaml").Replace("CLASS", "longhorn-sqlite", StringComparison.Ordinal)),
        ("bases/linkding/linkding.yaml", Installed.Manifest("linkding.yaml")),
        ("apps/linkding/kustomization.yaml", """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: rendered-apps
            namePrefix: my-
            resources: [../../bases/linkding]
            patches:
              - target: {kind: PersistentVolumeClaim}
                patch: |-
                  - {op: replace, path: /spec/storageClassName, value: truenas-nfs}
            """),
        ("apps/notes/kustomization.yaml", """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: rendered-apps
            resources: [notes.yaml]
            components: [../../components/replicas]
            images: [{name: notes, newName: ghcr.io/usememos/memos, newTag: "0.25"}]
            configMapGenerator:
              - {name: settings, literals: [MEMOS_DRIVER=postgres, "MEMOS_DSN=postgresql://memos:secret@postgres/memos"]}
            """),
        ("apps/notes/notes.yaml", """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: notes}
            spec:
              serviceName: notes
              selector: {matchLabels: {app: notes}}
              template:
                metadata: {labels: {app: notes}}
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: notes
                      image: notes
                      envFrom: [{configMapRef: {name: settings} }]
                      volumeMounts: [{name: data, mountPath: /var/opt/memos}]
              volumeClaimTemplates:
                - metadata: {name: data}
                  spec: {accessModes: [ReadWriteOnce], storageClassName: truenas-nfs, resources: {requests: {storage: 1Gi} } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: kuma}
            spec:
              selector: {matchLabels: {app: kuma}}
              template:
                metadata: {labels: {app: kuma}}
                spec:
                  automountServiceAccountToken: false
                  containers: [{name: kuma, image: "louislam/uptime-kuma:2.0", volumeMounts: [{name: data, mountPath: /app/data}]}]
                  volumes: [{name: data, hostPath: {path: /srv/kuma} }]
            """),
        ("components/replicas/kustomization.yaml", """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            replicas: [{name: kuma, count: 2}]
            """),
    ];

    [Fact]
    public async Task The_cluster_gets_the_verdicts_of_the_repository()
    {
        Assert.SkipWhen(cluster.Obstacle is not null, cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(Kustomize is null, "KUSTOMIZE names no kustomize");
        using var terminal = new Terminal(cluster);
        foreach (var (path, text) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(terminal.In($"home/{path}"))!);
            await File.WriteAllTextAsync(terminal.In($"home/{path}"), text);
        }

        Directory.CreateDirectory(terminal.In("home/.git"));
        var written = await terminal.Run("cd home && homelab-storage audit --render always --format json .");
        Assert.True(written.Code is 0 or 1, written.Error);
        await Home.In(cluster, "rendered-apps");
        foreach (var folder in Folders)
        {
            var (code, output, error) = await terminal.Run($"'{Kustomize}' build home/{folder} | kubectl apply -f -");
            Assert.True(code is 0, output + error);
        }

        var applied = await terminal.Run("homelab-storage audit --cluster -n rendered-apps --format json");
        Assert.True(applied.Code is 0 or 1, applied.Error);
        var repository = Verdicts(written.Output);
        Assert.Equal(4, repository.Length);
        Assert.Contains(repository, v => v.StartsWith("Deployment my-linkding: deny", StringComparison.Ordinal));
        var live = Verdicts(applied.Output).Where(v => !v.StartsWith("PersistentVolumeClaim data-notes", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', repository), string.Join('\n', live));
    }

    /// <summary>Of everything in the namespace what is said about it, but for where it is written.</summary>
    private static string[] Verdicts(string report)
    {
        using var json = JsonDocument.Parse(report);
        return
        [
            .. json.RootElement.GetProperty("results").EnumerateArray()
                .Where(r => Text(r.GetProperty("resource"), "namespace") is "rendered-apps")
                .Select(r => $"{Text(r.GetProperty("resource"), "kind")} {Text(r.GetProperty("resource"), "name")}: {Text(r, "verdict")} "
                    + string.Join("; ", r.GetProperty("findings").EnumerateArray().Select(f => $"{Text(f, "rule")} {Text(f, "pointer")} {Text(f, "message")}")))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Text(JsonElement map, string name) => map.TryGetProperty(name, out var text) ? text.ToString() : string.Empty;
}
