using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>A password vault on a volume, whatever is beside it, and who covers it.</summary>
internal static class Covered
{
    public const string Block = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: local.csi.openebs.io}";

    public const string LocalPath = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}";

    public const string Longhorn = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: driver.longhorn.io}";

    public const string Data = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {accessModes: "
        + "[ReadWriteOnce], storageClassName: fast}}";

    public const string App =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: app, namespace: home}, spec: {replicas: 1, template: {metadata: {labels: {app: "
            + "vault}}, spec: {containers: [{name: c, image: vaultwarden/server, volumeMounts: [{name: v, mountPath: /data}]}], volumes: [{name: "
                + "v, persistentVolumeClaim: {claimName: data}}]}}}}";

    /// <summary>Each that names the data, with its grade and why it does not count.</summary>
    public static string By(params string[] objects) => Spell(Of(objects));

    public static Coverage Of(params string[] objects) => Scene.Of(string.Join("\n---\n", objects)).Mount("app", "/data").Coverage;

    public static string Spell(Coverage coverage) => string.Join("; ", coverage.Backups.Select(Spell));

    /// <summary>A CronJob that mounts the claim at /data, with another volume at /b.</summary>
    public static string CronJob(
        string command,
        string other = "nfs: {server: 192.0.2.10, path: /b}",
        string spec = "",
        string image = "alpine:3",
        string name = "copy",
        string source = "",
        string status = "") =>
        $"{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: {name}, namespace: home}}, spec: {{schedule: '0 */6 * * *'{spec}, "
            + $"jobTemplate: {{spec: {{template: {{spec: {{containers: [{{name: c, image: {image}{command}, volumeMounts: [{{name: d, mountPath: "
                + $"/data{source}}}{(other.Length > 0 ? ", {name: b, mountPath: /b}" : string.Empty)}]}}], volumes: [{{name: d, "
                    + $"persistentVolumeClaim: {{claimName: data}}}}{(other.Length > 0 ? $", {{name: b, {other}}}" : string.Empty)}]}}}}}}}}}}{status}}}";

    /// <summary>A command line in a shell.</summary>
    public static string Shell(string script) => $", command: [sh, -c, \"{script.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";

    private static string Spell(HomelabStorage.Policies.Protection.Backup backup)
    {
        var whyNot = backup.WhyNot.Length > 0 ? $": {backup.WhyNot}" : string.Empty;
        var doubt = backup.Doubt.Length > 0 ? $"? {backup.Doubt}" : string.Empty;
        var live = backup.CopiesLive.Length > 0 ? $" ({backup.CopiesLive})" : string.Empty;
        return $"{backup.Source} {Words.Grades.Spell(backup.Grade)}{whyNot}{doubt}{live}";
    }
}
