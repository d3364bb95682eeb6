using System.Security.Cryptography.X509Certificates;

namespace HomelabStorage.Cluster.Certificates;

/// <summary>
/// What is to become of a self-managed certificate next. Each step waits until the one before has reached everybody: a new authority is trusted before
/// anything is signed by it, and an old one is trusted until nothing it signed is shown any more.
/// </summary>
internal static class CertificatePlan
{
    public static readonly TimeSpan AuthorityLasts = TimeSpan.FromDays(3650);
    public static readonly TimeSpan LeafLasts = TimeSpan.FromDays(365);

    /// <summary>A server's certificate is renewed this long before its end.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromDays(90);

    /// <summary>How long it may take until every API server trusts a new authority, and every server shows a new certificate.</summary>
    public static readonly TimeSpan Spreads = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>The next content of the Secret; null when it stays as it is.</summary>
    public static CertificateSecret? Next(CertificateSecret? now, string version, IReadOnlyList<string> names, DateTimeOffset time)
    {
        if (now is null)
        {
            return New(version, names, time);
        }

        using var authority = X509Certificate2.CreateFromPem(now.Authorities[0]);
        using var server = X509Certificate2.CreateFromPem(now.Server.Certificate);
        if (authority.NotAfter.ToUniversalTime() <= time.UtcDateTime)
        {
            return New(version, names, time);
        }

        var signer = new KeyPair(now.Authorities[0], now.AuthorityKey);
        var isOurs = IsSignedBy(server, now.Authorities[0]);
        var isOver = server.NotAfter.ToUniversalTime() <= time.UtcDateTime || !names.All(name => server.MatchesHostname(name));
        if (isOver || (isOurs && server.NotAfter.ToUniversalTime() - time.UtcDateTime < RenewBefore) || (!isOurs && Age(authority, time) >= Spreads))
        {
            return now with { Server = signer.Sign(names, time) };
        }

        if (now.Authorities.Count == 1 && authority.NotAfter.ToUniversalTime() - time.UtcDateTime < LeafLasts)
        {
            var next = KeyPair.Authority(time);
            return now with { Authorities = [next.Certificate, .. now.Authorities], AuthorityKey = next.Key };
        }

        return now.Authorities.Count > 1 && isOurs && Age(server, time) >= Spreads ? now with { Authorities = [now.Authorities[0]] } : null;
    }

    private static CertificateSecret New(string version, IReadOnlyList<string> names, DateTimeOffset time)
    {
        var authority = KeyPair.Authority(time);
        return new CertificateSecret(version, [authority.Certificate], authority.Key, authority.Sign(names, time));
    }

    private static bool IsSignedBy(X509Certificate2 certificate, string authority)
    {
        using var signer = X509Certificate2.CreateFromPem(authority);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(signer);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.VerificationTimeIgnored = true;
        return chain.Build(certificate);
    }

    /// <summary>How long ago it was made; certificates are made valid an hour before, for clocks that differ.</summary>
    private static TimeSpan Age(X509Certificate2 certificate, DateTimeOffset time) => time.UtcDateTime - certificate.NotBefore.ToUniversalTime() - ClockSkew;
}
