using System.Globalization;
using System.Net;

namespace HomelabStorage.Webhook.Serving;

/// <summary>How the server is to be run: flags win over the environment (HOMELAB_STORAGE_PORT and so on), that over appsettings.json.</summary>
internal sealed record ServerSettings
{
    public required IPAddress Address { get; init; }

    public required int Port { get; init; }

    /// <summary>The policy file; null for the shipped one.</summary>
    public string? Policy { get; init; }

    /// <summary>The folder with the inventory; null for none.</summary>
    public string? Inventory { get; init; }

    /// <summary>The certificate file; null for one made in memory.</summary>
    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

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
        var address = Text(settings, "Address") ?? "127.0.0.1";
        var port = Text(settings, "Port") ?? "8443";
        if (!IPAddress.TryParse(address, out var ip))
        {
            complaints.Add($"address '{address}' is not an IP address such as 127.0.0.1 or 0.0.0.0");
        }

        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
        {
            complaints.Add($"port '{port}' is not a number from 0 to 65535");
        }

        var certificate = Text(settings, "Certificate");
        var key = Text(settings, "CertificateKey");
        if (certificate is null != (key is null))
        {
            complaints.Add("certificate and certificate key go together; give both or neither");
        }

        var inventory = Text(settings, "Inventory") ?? Samples.Inventory;
        return new ServerSettings
        {
            Address = ip ?? IPAddress.Loopback,
            Port = number,
            Policy = Text(settings, "Policy"),
            Inventory = inventory is "none" ? null : inventory,
            Certificate = certificate,
            CertificateKey = key,
            Complaints = complaints,
        };
    }

    private static string? Text(IConfigurationRoot settings, string key) => settings[key] is { Length: > 0 } value ? value : null;
}
