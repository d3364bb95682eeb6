using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Output of programs that render: <c>helm template … | homelab-storage audit -</c> and <c>flate build all | …</c>.</summary>
public sealed class StreamTests
{
    /// <summary>As helm writes it: a marker before the first object, a comment with the source before each, objects that are empty.</summary>
    private const string Helm =
        """
        ---
        # Source: shelf/charts/app-template/templates/common.yaml
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: shelf-data
          labels:
            app.kubernetes.io/instance: shelf
            app.kubernetes.io/managed-by: Helm
            helm.sh/chart: app-template-4.1.1
          namespace: home
        spec:
          accessModes:
            - "ReadWriteOnce"
          resources:
            requests:
              storage: "1Gi"
          storageClassName: "nas"
        ---
        # Source: shelf/charts/app-template/templates/common.yaml

        ---
        # Source: shelf/templates/class.yaml
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: nas}
        provisioner: nfs.csi.k8s.io
        reclaimPolicy: Retain
        ---
        # Source: shelf/charts/app-template/templates/common.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: shelf
          labels: {app.kubernetes.io/managed-by: Helm}
          namespace: home
        spec:
          revisionHistoryLimit: 3
          replicas: 1
          strategy:
            type: Recreate
          selector:
            matchLabels: {app.kubernetes.io/instance: shelf}
          template:
            metadata:
              labels: {app.kubernetes.io/instance: shelf}
            spec:
              enableServiceLinks: false
              containers:
                - image: docker.io/sissbruecker/linkding:1.45.0
                  name: shelf
                  volumeMounts:
                    - mountPath: /etc/linkding/data
                      name: data
              volumes:
                - name: data
                  persistentVolumeClaim:
                    claimName: shelf-data
        ---
        # Source: shelf/templates/tests/test-connection.yaml
        apiVersion: v1
        kind: Pod
        metadata:
          name: "shelf-test-connection"
          annotations:
            "helm.sh/hook": test
        spec:
          containers:
            - name: wget
              image: busybox
              command: ['wget']
              args: ['shelf:80']
          restartPolicy: Never
        """;

    [Fact]
    public void What_helm_renders_is_judged()
    {
        var (code, output, _) = FolderDoor.Run(["audit", "-"], Helm);
        Assert.Equal(1, code);
        Assert.Contains("deny  Deployment home/shelf  <stdin>:", output, StringComparison.Ordinal);
        Assert.Contains("linkding keeps SQLite at /etc/linkding/data, but claim shelf-data is on NFS (class nas)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not judged", output, StringComparison.Ordinal);
    }

    /// <summary>Every cluster's objects in one stream: Flux's own, the releases they make, and what those render, with the labels Flux puts on it.</summary>
    [Fact]
    public void What_all_of_Flux_renders_is_judged()
    {
        const string Flux =
            """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: shelf, namespace: flux-system}
            spec: {interval: 1h, path: ./apps/shelf, prune: true, sourceRef: {kind: GitRepository, name: flux-system}}
            ---
            """;
        var labelled = Helm.Replace(
            "app.kubernetes.io/managed-by: Helm",
            "helm.toolkit.fluxcd.io/name: shelf",
            StringComparison.Ordinal);
        var (code, output, _) = FolderDoor.Run(["audit", "-"], Flux + "\n" + labelled);
        Assert.Equal(1, code);
        Assert.Contains("deny  Deployment home/shelf", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_failed_and_wrote_nothing_does_not_pass() => Assert.Equal(2, FolderDoor.Run(["audit", "-"], string.Empty).Code);
}
