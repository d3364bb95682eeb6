using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Targets;

/// <summary>Where the backups of a claim go, as a policy or an annotation says it.</summary>
public abstract record BackupTarget
{
    /// <summary>How targets are written.</summary>
    public const string Accepted = "nfs://HOST/PATH, claim://CLAIM/FOLDER or s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&secret=NAME";

    private BackupTarget()
    {
    }

    /// <summary>A word for a target, the same for the same one.</summary>
    public string Mark => ShortHash.Spelled(this is S3 { Text: var text, Secret: var secret } ? $"{text}#{secret}" : ToString());

    /// <summary>Reads a target; null when the text is none, and what is wrong with it.</summary>
    public static BackupTarget? Read(string text, out string complaint)
    {
        complaint = $"'{Secrets.Without(text)}' is not a target; write {Accepted}";
        return text.Split("://", 2) switch
        {
            ["nfs", var place] => OfNfs(place, out complaint),
            ["claim", var place] => OfClaim(place, out complaint),
            ["s3", _] => OfS3(text, out complaint),
            _ => null,
        };
    }

    private static Nfs? OfNfs(string place, out string complaint)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var (server, path) = slash < 0 ? (place, string.Empty) : (place[..slash].Trim('[', ']'), place[slash..].TrimEnd('/'));
        complaint = server.Length == 0 || path.Length == 0 ? $"'nfs://{place}': write nfs://HOST/PATH, such as nfs://10.0.0.2/pool/backups"
            : Uri.CheckHostName(server) == UriHostNameType.Unknown ? $"'nfs://{place}': '{server}' is not a host name and no address"
            : IsPlain(path) ? string.Empty
            : $"'nfs://{place}': the path is one of plain folder names, without '..' and '?'";
        return complaint.Length == 0 ? new Nfs(server, path) : null;
    }

    private static Claim? OfClaim(string place, out string complaint)
    {
        var slash = place.IndexOf('/', StringComparison.Ordinal);
        var (name, folder) = slash < 0 ? (place, string.Empty) : (place[..slash], place[slash..].Trim('/'));
        complaint = !ObjectName.Fits(name) ? $"'claim://{place}': '{name}' is not a name of a claim; write claim://CLAIM or claim://CLAIM/FOLDER"
            : IsPlain("/" + folder) ? string.Empty
            : $"'claim://{place}': the folder is one of plain names, without '..' and '?'";
        return complaint.Length == 0 ? new Claim(name, folder) : null;
    }

    private static S3? OfS3(string text, out string complaint)
    {
        var asked = text.IndexOf('?', StringComparison.Ordinal);
        var settings = asked < 0 ? [] : text[(asked + 1)..].Split('&');
        string[] secrets = [.. settings.Where(s => s.StartsWith("secret=", StringComparison.Ordinal)).Select(s => s["secret=".Length..])];
        var rest = string.Join('&', settings.Where(s => !s.StartsWith("secret=", StringComparison.Ordinal)));
        var address = asked < 0 ? text : rest.Length == 0 ? text[..asked] : $"{text[..asked]}?{rest}";
        var (read, wrong) = S3Address.Read(address);
        var shown = Secrets.Without(text);
        complaint = wrong is not null ? $"'{shown}': {wrong}"
            : address.Contains("$(", StringComparison.Ordinal)
                ? $"'{shown}': Kubernetes would put the value of a variable of the pod in the place of '$(…)', such as the access key; write it %24(…)"
            : secrets is [] ? $"'{shown}' names no Secret: add secret=NAME, a Secret in the claim's namespace with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
            : secrets is not [var secret] || !ObjectName.Fits(secret) ? $"'{shown}': secret is one name of a Secret, such as secret=backups"
            : string.Empty;
        return complaint.Length == 0 ? new S3(read!, address, secrets[0]) : null;
    }

    private static bool IsPlain(string path) =>
        path.AsSpan().IndexOfAny('?', '#', '\\') < 0
        && !path.Any(char.IsControl)
        && path.Split('/').Skip(1).All(part => part is not (".." or "."))
        && !path.Contains("//", StringComparison.Ordinal);

    /// <summary>An export of an NFS server, mounted by the pod.</summary>
    /// <param name="Server">Its name or address.</param>
    /// <param name="Path">The exported folder, or one below it.</param>
    public sealed record Nfs(string Server, string Path) : BackupTarget
    {
        /// <inheritdoc/>
        public override string ToString() => $"nfs://{Server}{Path}";
    }

    /// <summary>A claim in the namespace of the data, for namespaces whose pods may mount nothing else.</summary>
    /// <param name="Name">The claim.</param>
    /// <param name="Folder">The folder in it; empty for the whole.</param>
    public sealed record Claim(string Name, string Folder) : BackupTarget
    {
        /// <inheritdoc/>
        public override string ToString() => Folder.Length == 0 ? $"claim://{Name}" : $"claim://{Name}/{Folder}";
    }

    /// <summary>A bucket of an S3 server.</summary>
    /// <param name="Address">The bucket and the server.</param>
    /// <param name="Text">The address as <c>backup run --target</c> takes it.</param>
    /// <param name="Secret">The Secret with the access key, in the namespace of the data. It is never read here: pods refer to it.</param>
    public sealed record S3(S3Address Address, string Text, string Secret) : BackupTarget
    {
        /// <inheritdoc/>
        public override string ToString() => Secrets.Without(Text).Split('?')[0];
    }
}
