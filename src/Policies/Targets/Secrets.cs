namespace HomelabStorage.Policies.Targets;

/// <summary>Addresses in logs and messages.</summary>
public static class Secrets
{
    /// <summary>An address as it may be said: people put keys where web addresses have passwords, or behind the question mark.</summary>
    public static string Without(string address)
    {
        var asked = address.IndexOf('?', StringComparison.Ordinal);
        var place = asked < 0 ? address : address[..asked];
        var begin = place.IndexOf("//", StringComparison.Ordinal) + 2;
        var at = place.LastIndexOf('@');
        return (begin > 1 && at > begin ? $"{place[..begin]}…{place[at..]}" : place) + (asked < 0 ? string.Empty : "?…");
    }
}
