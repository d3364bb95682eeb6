using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Where a database server answers.</summary>
/// <param name="Host">Its name, or an address.</param>
/// <param name="Port">Its port.</param>
public sealed record DatabaseAddress(string Host, string Port)
{
    /// <summary>How the annotation is written.</summary>
    public const string Accepted = "HOST or HOST:PORT, such as postgres.home.svc:5432";

    /// <summary>Reads the annotation; null when the text is not an address.</summary>
    public static DatabaseAddress? Read(string text, string usual)
    {
        var colon = text.LastIndexOf(':');
        var (host, port) = colon < 0 ? (text, usual) : (text[..colon], text[(colon + 1)..]);
        return Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? new DatabaseAddress(host, port)
                : null;
    }
}
