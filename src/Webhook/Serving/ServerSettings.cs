using System.Globalization;
using System.Net;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Webhook.Serving;

/// <summary>How the server is to be run: flags win over the environment (HOMELAB_STORAGE_PORT and so on), that over appsettings.json.</summary>
internal sealed record ServerSettings
{
    private const string ServiceAccountNamespace = "/var/run/secrets/kubernetes.io/serviceaccount/namespace";

    public required IPAddress Address { get; init; }

    public required int Port { get; init; }

    /// <summary>The port of the metrics; null for none.</summary>
    public int? MetricsPort { get; init; }

    /// <summary>The port of the page about what is known; null for no page.</summary>
    public int? PagePort { get; init; }

    /// <summary>The address of that port.</summary>
    public IPAddress PageAddress { get; init; } = IPAddress.Loopback;

    /// <summary>The policy file; null for the shipped one.</summary>
    public string? Policy { get; init; }

    /// <summary>Whether a running cluster is followed.</summary>
    public bool IsInCluster { get; init; }

    /// <summary>The folder with the inventory; null for none.</summary>
    public string? Inventory { get; init; }

    /// <summary>The context of the kubeconfig; null for the usual one.</summary>
    public string? Context { get; init; }

    /// <summary>The certificate file; null for one that is made.</summary>
    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    /// <summary>The Secret with a certificate of the server's own; null for none.</summary>
    public string? CertificateSecret { get; init; }

    /// <summary>The namespace the server runs in.</summary>
    public string Namespace { get; init; } = "homelab-storage";

    /// <summary>The Service it is reached by.</summary>
    public string Service { get; init; } = "homelab-storage";

    /// <summary>What the continuous audit writes.</summary>
    public ReportKind Reports { get; init; }

    /// <summary>The image that CronJobs of backups run; null for no such CronJobs.</summary>
    public string? BackupImage { get; init; }

    /// <summary>How long to serve on after SIGTERM.</summary>
    public TimeSpan Drain { get; init; }

    /// <summary>Whether log lines are JSON.</summary>
    public bool LogsJson { get; init; }

    /// <summary>What is wrong with the settings; nothing when they can be used.</summary>
    public IReadOnlyList<string> Complaints { get; init; } = [];

    public static ServerSettings From(IReadOnlyDictionary<string, string?> flags)
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("HOMELAB_STORAGE_")
            .AddInMemoryCollection(flags.Where(f => f.Value is not null))
            .Build();
        var complaints = new List<string>();
        var inventory = Text(settings, "Inventory") ?? Samples.Inventory;
        var isInCluster = inventory is "cluster";
        var result = new ServerSettings
        {
            Address = AddressOf("address", Text(settings, "Address") ?? "127.0.0.1", complaints),
            Port = PortOf("port", Text(settings, "Port") ?? "8443", complaints),
            MetricsPort = Text(settings, "MetricsPort") is "none" ? null : PortOf("metrics port", Text(settings, "MetricsPort") ?? "9402", complaints),
            PagePort = Text(settings, "PagePort") is not { } page || page is "none" ? null : PortOf("page port", page, complaints),
            PageAddress = AddressOf("page address", Text(settings, "PageAddress") ?? "127.0.0.1", complaints),
            Policy = Text(settings, "Policy"),
            IsInCluster = isInCluster,
            Inventory = isInCluster || inventory is "none" ? null : inventory,
            Context = Text(settings, "Context"),
            Certificate = Text(settings, "Certificate"),
            CertificateKey = Text(settings, "CertificateKey"),
            CertificateSecret = Text(settings, "CertificateSecret"),
            Namespace = Text(settings, "Namespace")
                ?? (File.Exists(ServiceAccountNamespace) ? File.ReadAllText(ServiceAccountNamespace).Trim() : "homelab-storage"),
            Service = Text(settings, "Service") ?? "homelab-storage",
            Reports = OneOf(
                "reports",
                Text(settings, "Reports") ?? "openreports",
                complaints,
                ("openreports", ReportKind.OpenReports),
                ("policyreport", ReportKind.PolicyReport),
                ("none", ReportKind.None)),
            BackupImage = Text(settings, "BackupImage"),
            Drain = DurationOf("drain", Text(settings, "Drain") ?? "0s", complaints),
            LogsJson = OneOf("log format", Text(settings, "LogFormat") ?? "text", complaints, ("text", false), ("json", true)),
            Complaints = complaints,
        };
        if (result.Port != 0 && result.Port == result.MetricsPort)
        {
            complaints.Add($"port and metrics port are both {result.Port}; give the metrics one of their own, or none");
        }

        if (result.PagePort is > 0 and var own && (own == result.Port || own == result.MetricsPort))
        {
            complaints.Add($"page port {own} is another port already; give the page one of its own");
        }

        if (result.BackupImage is not null && !isInCluster)
        {
            complaints.Add("a backup image needs --inventory cluster");
        }

        if (result.Certificate is null != result.CertificateKey is null)
        {
            complaints.Add("certificate and certificate key go together: give --certificate and --certificate-key, or neither");
        }

        if (result.CertificateSecret is not null && (result.Certificate is not null || !isInCluster))
        {
            complaints.Add(isInCluster ? "certificate and certificate secret exclude each other; give one" : "a certificate secret needs --inventory cluster");
        }

        return result;
    }

    private static string? Text(IConfigurationRoot settings, string key) => settings[key] is { Length: > 0 } value ? value : null;

    private static IPAddress AddressOf(string name, string text, List<string> complaints)
    {
        if (!IPAddress.TryParse(text, out var ip))
        {
            complaints.Add($"{name} '{text}' is not an IP address such as 127.0.0.1 or 0.0.0.0");
        }

        return ip ?? IPAddress.Loopback;
    }

    private static int PortOf(string name, string text, List<string> complaints)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
        {
            complaints.Add($"{name} '{text}' is not a number from 0 to 65535");
        }

        return number;
    }

    private static TimeSpan DurationOf(string name, string text, List<string> complaints)
    {
        if (!Duration.TryParse(text, out var duration))
        {
            complaints.Add($"{name} '{text}' is not a duration such as 10s or 1m");
        }

        return duration;
    }

    private static T OneOf<T>(string name, string text, List<string> complaints, params (string Word, T Value)[] words)
    {
        foreach (var (word, value) in words)
        {
            if (string.Equals(word, text, StringComparison.Ordinal))
            {
                return value;
            }
        }

        complaints.Add($"{name} '{text}' is not one of {string.Join(", ", words.Select(w => w.Word))}");
        return words[0].Value;
    }
}
