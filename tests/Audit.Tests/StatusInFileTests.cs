using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>A status that was written into a file proves no backup: a file is nobody's cluster.</summary>
public sealed class StatusInFileTests
{
    private const string Vault = """
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: openebs}
        provisioner: local.csi.openebs.io
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: home, creationTimestamp: '2025-01-01T00:00:00Z', uid: 0f5f, annotations: {k8up.io/backup: 'true'}}
        spec: {accessModes: [ReadWriteOnce], storageClassName: openebs, resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app, namespace: home}
        spec:
          replicas: 1
          selector: {matchLabels: {app: vault}}
          template:
            metadata: {labels: {app: vault}}
            spec:
              containers: [{name: c, image: 'vaultwarden/server:1.32.0', volumeMounts: [{name: v, mountPath: /data}]}]
              volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]
        ---

        """;

    [Theory]
    [InlineData("""
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: copy, namespace: home}
        spec: {schedule: '0 * * * *', jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: 'alpine:3',
          command: [sh, -c, "sqlite3 /data/db.sqlite3 '.backup /b/db'"], volumeMounts: [{name: d, mountPath: /data}, {name: b, mountPath: /b}]}],
          volumes: [{name: d, persistentVolumeClaim: {claimName: data}}, {name: b, nfs: {server: 192.0.2.10, path: /b}}]}}}}}
        status: {lastSuccessfulTime: '2026-11-23T19:30:00Z'}
        """)]
    [InlineData("""
        apiVersion: volsync.backube/v1alpha1
        kind: ReplicationSource
        metadata: {name: copy, namespace: home}
        spec: {sourcePVC: data, trigger: {schedule: '0 * * * *'}, restic: {repository: r, copyMethod: Direct}}
        status: {lastSyncTime: '2026-11-23T19:30:00Z'}
        """)]
    [InlineData("""
        apiVersion: k8up.io/v1
        kind: Schedule
        metadata: {name: copy, namespace: home}
        spec: {backend: {s3: {endpoint: 'http://192.0.2.10', bucket: b}}, backup: {schedule: '0 * * * *'}}
        ---
        apiVersion: k8up.io/v1
        kind: Snapshot
        metadata: {name: one, namespace: home}
        spec: {id: a, date: '2026-11-23T19:30:00Z', paths: [/data/data], repository: 's3:http://192.0.2.10/b'}
        """)]
    public void A_backup_in_files_is_scheduled_at_best(string backup)
    {
        var (_, output, _) = FolderDoor.Run(["audit", "--format", "json", "-"], Vault + backup);
        using var report = JsonDocument.Parse(output);
        var app = report.RootElement
            .GetProperty("results")
            .EnumerateArray()
            .First(r => r.GetProperty("resource").GetProperty("kind").GetString() is "Deployment");
        var made = app.GetRawText();
        Assert.Contains("\"grade\":\"scheduled\"", made.Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("\"lastSuccess\"", made, StringComparison.Ordinal);
        Assert.Contains("not proven", made, StringComparison.Ordinal);
        Assert.Contains("files do not show runs", made, StringComparison.Ordinal);
    }
}
