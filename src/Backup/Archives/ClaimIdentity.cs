using System.Text.RegularExpressions;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Archives;

/// <summary>
/// Whose data a backup is of: CLUSTER/NAMESPACE/CLAIM and the claim's UID, so that a claim made again does not share retention with the old one.
/// </summary>
internal sealed partial record ClaimIdentity(string Cluster, string Namespace, string Claim, string Uid)
{
    public const string Accepted = "CLUSTER/NAMESPACE/CLAIM/UID, such as home/books/linkding-data/8a1c72f0-6c1e-4f5e-9d3b-2f6a0d0c1e55";

    /// <summary>What a file system takes, less a hyphen and eight letters.</summary>
    private const int Longest = 255 - 9;

    /// <summary>The folder of its backups.</summary>
    public string Folder => $"{Siblings}{Uid8(Uid)}";

    /// <summary>What the folders of claims of this name begin with, whatever their UID.</summary>
    public string Siblings => $"{Cluster}/{Namespace}/{Within}-";

    /// <summary>
    /// The claim as its folder is called. A name in a file system has 255 letters at most, and a claim's own may have 253: of one that leaves no room for the
    /// UID the beginning, and eight letters that say the whole. No claim can be called so itself, since none has an underscore.
    /// </summary>
    private string Within => Claim.Length <= Longest ? Claim : $"{Claim[..(Longest - 9)]}_{ShortHash.Spelled(Claim)}";

    /// <summary>The claim without its UID, for messages.</summary>
    public string Spoken => $"{Cluster}/{Namespace}/{Claim}";

    /// <summary>Reads an identity; null when the text is none.</summary>
    public static ClaimIdentity? Read(string text) => text.Split('/') is [var cluster, var ns, var claim, var uid]
        && Name().IsMatch(cluster)
        && Name().IsMatch(ns)
        && Name().IsMatch(claim)
        && Unique().IsMatch(uid)
        ? new ClaimIdentity(cluster, ns, claim, uid)
        : null;

    /// <summary>Reads an identity whose UID may be left out, for verbs that look for the backups of every UID.</summary>
    public static ClaimIdentity? ReadClaim(string text) => Read(text) ?? (text.Count(c => c == '/') == 2 ? Read(text + "/0") : null);

    /// <summary>Whether a folder holds backups of a claim of this name.</summary>
    public bool Owns(string folder) => folder.StartsWith(Siblings, StringComparison.Ordinal) && Short().IsMatch(folder[Siblings.Length..]);

    /// <summary>The part of a UID that folders carry.</summary>
    private static string Uid8(string uid) =>
        uid.Replace("-", string.Empty, StringComparison.Ordinal) is { Length: > 8 } whole
            ? whole[..8]
            : uid.Replace("-", string.Empty, StringComparison.Ordinal);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unique();

    [GeneratedRegex(@"^[0-9A-Za-z]{1,8}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Short();
}
