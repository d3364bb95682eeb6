namespace HomelabStorage.Webhook.Serving;

/// <summary>Something about the server that can be set: by flag, by environment variable (HOMELAB_STORAGE_NAME), or in appsettings.json.</summary>
/// <param name="Name">Its name in the environment and in appsettings.json.</param>
/// <param name="Flag">Its flag.</param>
/// <param name="Value">What the value is called in the help.</param>
/// <param name="Description">What it is, with its default.</param>
internal sealed record Setting(string Name, string Flag, string Value, string Description)
{
    public static IReadOnlyList<Setting> All { get; } =
    [
        new("Address", "--address", "IP", "The address to listen on (127.0.0.1)."),
        new("Port", "--port", "PORT", "The port to listen on (8443)."),
        new("MetricsPort", "--metrics-port", "PORT", "The port of /metrics, without TLS (9402); none for no metrics."),
        new("PagePort", "--page-port", "PORT", "The port of the read-only report page and its summary.json, without TLS (off by default)."),
        new("PageAddress", "--page-address", "IP", "The address of that port (127.0.0.1)."),
        new("Policy", "--policy", "FILE", "The policy file, read again when it changes (default: the shipped policies.yaml)."),
        new(
            "Inventory",
            "--inventory",
            "FOLDER",
            "What the cluster holds: cluster to follow a running one, a folder of manifests (the shipped samples), or none."),
        new("Context", "--context", "NAME", "With --inventory cluster: the context of the kubeconfig (in a pod, its own cluster)."),
        new("Certificate", "--certificate", "FILE", "The certificate file (PEM), read again when it changes (default: one made in memory)."),
        new("CertificateKey", "--certificate-key", "FILE", "The certificate's private key file (PEM)."),
        new(
            "CertificateSecret",
            "--certificate-secret",
            "NAME",
            "Instead of files: the Secret in which the server keeps a certificate that it makes and renews itself."),
        new("Namespace", "--namespace", "NAME", "The namespace the server runs in (that of its service account)."),
        new("Service", "--service", "NAME", "The Service in front of the server (homelab-storage)."),
        new("Reports", "--reports", "KIND", "With --inventory cluster, what the continuous audit writes: openreports (default), policyreport or none."),
        new(
            "BackupImage",
            "--backup-image",
            "IMAGE",
            "With --inventory cluster: make CronJobs for claims that are to be backed up, which run this image of homelab-storage (no CronJobs)."),
        new("Drain", "--drain", "DURATION", "How long to keep serving after SIGTERM (0s)."),
        new("LogFormat", "--log-format", "FORMAT", "text (default) or json."),
    ];
}
