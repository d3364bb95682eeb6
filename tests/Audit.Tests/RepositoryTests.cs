using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>A repository in a folder of its own, audited as its files are stored there, or rendered where KUSTOMIZE names a kustomize 5.</summary>
public abstract class RepositoryTests : IAsyncDisposable
{
    protected const string Class =
        """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: CLASS}
        provisioner: PROVISIONER
        reclaimPolicy: Retain
        """;

    protected const string Claim =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: recipes}
        spec: {accessModes: [ReadWriteOnce], storageClassName: "CLASS", resources: {requests: {storage: 5Gi}}}
        """;

    protected const string App =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: mealie}
        spec:
          strategy: {type: Recreate}
          selector: {matchLabels: {app: mealie}}
          template:
            metadata: {labels: {app: mealie}}
            spec:
              containers: [{name: mealie, image: "ghcr.io/mealie-recipes/mealie:v3.0.0", volumeMounts: [{name: data, mountPath: /app/data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: recipes}}]
        """;

    private static readonly string? Program = Environment.GetEnvironmentVariable("KUSTOMIZE");

    /// <summary>The folder.</summary>
    protected string Root { get; } = Directory.CreateTempSubdirectory("render-").FullName;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static string Nas => Class.Replace("CLASS", "nas", StringComparison.Ordinal).Replace("PROVISIONER", "nfs.csi.k8s.io", StringComparison.Ordinal);

    protected void Flux(string folder, string app, string postBuild, string more = "prune: true") => Write($"{folder}/{app}.yaml",
        $$"""
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: {name: {{app}}, namespace: flux-system}
        spec:
          interval: 1h
          path: ./apps/{{app}}
          targetNamespace: home
          sourceRef: {kind: GitRepository, name: flux-system}
          postBuild: { {{postBuild}} }
          {{more}}
        """);

    protected void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    protected string[] Listing() => [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    protected (int Code, string Output) Audit(bool isRendered, params string[] more)
    {
        Assert.SkipWhen(isRendered && Program is null, "KUSTOMIZE names no kustomize");
        var (code, output, error) = FolderDoor.Run(isRendered
            ? ["audit", "--render", "always", "--kustomize", Program!, .. more, Root]
            : ["audit", "--render", "never", .. more, Root]);
        return (code, output + error);
    }

    /// <summary>One class on NFS, and one on replicated blocks.</summary>
    protected static string Classes => Nas + "\n---\n" + Class.Replace("CLASS", "block", StringComparison.Ordinal)
        .Replace("PROVISIONER", "driver.longhorn.io\nparameters: {numberOfReplicas: \"3\"}", StringComparison.Ordinal);
}
