using System.Web;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Targets;

/// <summary>An S3 target as written: the bucket, what every name in it begins with, and the server. Credentials are never part of it.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What every name begins with, ending in a slash; empty for the whole bucket.</param>
/// <param name="Endpoint">The server; null for AWS.</param>
/// <param name="Region">The region that requests are signed for.</param>
public sealed record S3Address(string Bucket, string Prefix, Uri? Endpoint, string Region)
{
    /// <summary>How such an address is written.</summary>
    public const string Accepted = "s3://BUCKET/PREFIX?endpoint=https://HOST:PORT (or ?region=REGION for AWS)";

    /// <summary>The region that servers at home take for granted.</summary>
    private const string DefaultRegion = "us-east-1";

    private static readonly string[] Settings = ["endpoint", "region"];

    /// <summary>How messages name the target.</summary>
    public string Description => $"s3://{Bucket}/{Prefix}{(Endpoint is null ? $" in {Region}" : $" at {Endpoint.GetLeftPart(UriPartial.Authority)}")}";

    /// <summary>Whether an address means to be one of these.</summary>
    public static bool IsMeant(string address) => address.StartsWith("s3:", StringComparison.Ordinal);

    /// <summary>Reads an address, or says what is wrong with it.</summary>
    public static (S3Address? Address, string? Complaint) Read(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || uri is not { Host.Length: > 0, UserInfo: "", Fragment: "", IsDefaultPort: true })
        {
            return (null, $"write {Accepted}; credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }

        var settings = HttpUtility.ParseQueryString(uri.Query);
        foreach (var key in settings.AllKeys)
        {
            if (!Settings.Contains(key, StringComparer.Ordinal))
            {
                return (null, $"'{key ?? "…"}' is not a setting of an S3 target; there are {string.Join(" and ", Settings)}");
            }

            if (settings.GetValues(key) is { Length: > 1 })
            {
                return (null, $"{key} is there twice; write it once");
            }
        }

        if (uri.Host.Length < 3 || !ObjectName.Fits(uri.Host, longest: 63))
        {
            return (null, $"'{uri.Host}' is not a name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens");
        }

        var endpoint = settings["endpoint"] is { } written ? EndpointOf(written) : null;
        if (settings["endpoint"] is { } wrong && endpoint is null)
        {
            return (null, $"endpoint '{Secrets.Without(wrong)}' is not a server; write https://HOST:PORT, without a path and without credentials");
        }

        if (endpoint is null && settings["region"] is null)
        {
            return (null, "name the server, endpoint=https://HOST:PORT, or the AWS region, region=REGION");
        }

        if (Uri.UnescapeDataString(address.Split('?')[0]).Split('/').Any(part => part is "." or ".."))
        {
            return (null, "write the prefix without '.' and '..' in place of a name");
        }

        var prefix = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/');
        return prefix.Contains("//", StringComparison.Ordinal)
            ? (null, $"the prefix '{prefix}' has an empty part")
            : (new S3Address(uri.Host, prefix.Length == 0 ? prefix : prefix + "/", endpoint, settings["region"] ?? DefaultRegion), null);
    }

    private static Uri? EndpointOf(string written) =>
        Uri.TryCreate(written, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } ? uri : null;
}
