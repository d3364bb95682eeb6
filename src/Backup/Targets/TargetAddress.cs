using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Backup.Targets;

/// <summary>A target as written in a policy or on the command line.</summary>
internal static class TargetAddress
{
    public const string Accepted = $"file:///absolute/folder or {S3Address.Accepted}";

    /// <summary>What is wrong with an address; null when it names a target.</summary>
    public static string? Complaint(string address) => S3Address.IsMeant(address)
        ? S3Address.Read(address).Complaint is { } complaint ? $"--target '{Secrets.Without(address)}': {complaint}" : null
        : Folder(address) is null ? $"--target '{Secrets.Without(address)}' is not a target; write {Accepted}" : null;

    /// <summary>Opens the target of an address that has no complaint.</summary>
    public static Target Open(string address, Func<string, string?> variable) => S3Address.IsMeant(address)
        ? S3Target.At(S3Address.Read(address).Address!, variable, S3Patience.Usual)
        : FolderTarget.At(Folder(address)!);

    private static string? Folder(string address) =>
        address.StartsWith("file:", StringComparison.Ordinal)
            && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.IsFile
            && uri.Host.Length == 0
            && uri.Query.Length == 0
            && uri.Fragment.Length == 0
            ? Path.TrimEndingDirectorySeparator(uri.LocalPath)
            : null;
}
