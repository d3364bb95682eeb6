using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;

namespace HomelabStorage.Cluster.Certificates;

/// <summary>What the Secret of a self-managed certificate holds. It is the single truth: every server shows what it says.</summary>
/// <param name="Version">Its resourceVersion; empty before it is made.</param>
/// <param name="Authorities">The certificate authorities that are to be trusted; the first signs.</param>
/// <param name="AuthorityKey">The private key of the first.</param>
/// <param name="Server">The server's certificate and key.</param>
public sealed record CertificateSecret(string Version, IReadOnlyList<string> Authorities, string AuthorityKey, KeyPair Server)
{
    /// <summary>What webhook configurations are to trust.</summary>
    public string Bundle => string.Join('\n', Authorities.Select(a => a.TrimEnd('\n'))) + "\n";

    /// <summary>Reads it; null when it holds no such thing.</summary>
    internal static CertificateSecret? Read(JsonElement root)
    {
        try
        {
            string[] authorities = [.. Certificates(Data(root, "ca.crt"))];
            var secret = new CertificateSecret(
                root.TextAt("metadata", "resourceVersion"),
                authorities,
                Data(root, "ca.key"),
                new KeyPair(Data(root, "tls.crt"), Data(root, "tls.key")));
            using var authority = X509Certificate2.CreateFromPem(authorities.Length > 0 ? authorities[0] : string.Empty, secret.AuthorityKey);
            using var server = X509Certificate2.CreateFromPem(secret.Server.Certificate, secret.Server.Key);
            return secret;
        }
        catch (Exception unusable) when (unusable is CryptographicException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    internal ReadOnlyMemory<byte> ToBody(string ns, string name) => Connection.Body.Of(json =>
    {
        json.WriteKind("v1", "Secret");
        json.WriteString("type"u8, "Opaque"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteString("name"u8, name);
        json.WriteString("namespace"u8, ns);
        json.WriteStartObject("labels"u8);
        json.WriteString("app.kubernetes.io/managed-by"u8, "homelab-storage"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WritePropertyName("data"u8);
        WriteData(json);
    });

    /// <summary>The content alone, for a Secret that is there: its labels and annotations are those of whoever applied it.</summary>
    internal ReadOnlyMemory<byte> ToPatch() => Connection.Body.List(json =>
    {
        json.WriteOperation("test", "/metadata/resourceVersion", Version);
        json.WriteOperation("add", "/data", () => WriteData(json));
    });

    private void WriteData(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBase64String("ca.crt"u8, Encoding.UTF8.GetBytes(Bundle));
        json.WriteBase64String("ca.key"u8, Encoding.UTF8.GetBytes(AuthorityKey));
        json.WriteBase64String("tls.crt"u8, Encoding.UTF8.GetBytes(Server.Certificate));
        json.WriteBase64String("tls.key"u8, Encoding.UTF8.GetBytes(Server.Key));
        json.WriteEndObject();
    }

    private static string Data(JsonElement root, string key) => Encoding.UTF8.GetString(Convert.FromBase64String(root.TextAt("data", key)));

    private static IEnumerable<string> Certificates(string pem)
    {
        var rest = pem;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            yield return rest[fields.Location];
            rest = rest[fields.Location.End.Value..];
        }
    }
}
