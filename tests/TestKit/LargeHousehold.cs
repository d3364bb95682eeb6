using System.Globalization;
using System.Text;

namespace HomelabStorage.TestKit;

/// <summary>Manifests of a household of any size: apps that people run, some where they belong, some not, in namespaces of about ten.</summary>
public static class LargeHousehold
{
    private static readonly (string Image, string[] Paths)[] Apps =
    [
        ("vaultwarden/server:1.32.0", ["/data"]),
        ("sissbruecker/linkding:1.36.0", ["/etc/linkding/data"]),
        ("postgres:17", ["/var/lib/postgresql/data"]),
        ("jellyfin/jellyfin:10.10.3", ["/config", "/cache", "/media"]),
        ("lscr.io/linuxserver/sonarr:4.0.9", ["/config", "/media"]),
        ("ghcr.io/advplyr/audiobookshelf:2.15.0", ["/config", "/metadata", "/audiobooks"]),
        ("ghcr.io/home-assistant/home-assistant:2024.11", ["/config"]),
        ("redis:7", ["/data"]),
        ("example.com/own-program:1", ["/var/lib/own"]),
    ];

    private static readonly string[] Classes = ["longhorn", "longhorn", "truenas-nfs", "local-path", "truenas-nfs"];

    /// <summary>The manifests of so many workloads.</summary>
    public static string Of(int workloads)
    {
        var text = new StringBuilder(
            """
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: longhorn}
            provisioner: driver.longhorn.io
            parameters: {numberOfReplicas: "3"}
            reclaimPolicy: Retain
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: truenas-nfs}
            provisioner: nfs.csi.k8s.io
            parameters: {server: truenas.home, share: /pool/k8s}
            reclaimPolicy: Retain
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: local-path}
            provisioner: rancher.io/local-path
            reclaimPolicy: Delete

            """);
        for (var number = 0; number < workloads; number++)
        {
            Write(number, text);
        }

        return text.ToString();
    }

    private static void Write(int number, StringBuilder text)
    {
        var (image, paths) = Apps[number % Apps.Length];
        var app = image.Split('/')[^1].Split(':')[0];
        var (name, ns) = (Spell($"{app}-{number}"), Spell($"team-{number / 10}"));
        var mounts = string.Concat(paths.Select((path, at) => Spell($"            - {{name: v{at}, mountPath: {path}}}\n")));
        var volumes = string.Concat(paths.Select((_, at) => Spell($"        - name: v{at}\n          persistentVolumeClaim: {{claimName: {name}-{at}}}\n")));
        text.Append(Spell(
            $$"""
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{name}}, namespace: {{ns}}}
            spec:
              strategy: {type: Recreate}
              selector: {matchLabels: {app: {{name}} } }
              template:
                metadata: {labels: {app: {{name}} } }
                spec:
                  containers:
                    - name: main
                      image: {{image}}
                      volumeMounts:

            """));
        text.Append(mounts).Append("      volumes:\n").Append(volumes);
        for (var at = 0; at < paths.Length; at++)
        {
            text.Append(Spell(
                $$"""
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: {{name}}-{{at}}, namespace: {{ns}}}
                spec:
                  storageClassName: {{Classes[(number + at) % Classes.Length]}}
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 5Gi} }

                """));
        }
    }

    private static string Spell(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
