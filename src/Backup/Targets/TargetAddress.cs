namespace HomelabStorage.Backup.Targets;

/// <summary>A target as written in a policy or on the command line.</summary>
internal static class TargetAddress
{
    public const string Accepted = "file:///absolute/folder";

    /// <summary>What is wrong with an address; null when it names a target.</summary>
    public static string? Complaint(string address) => Folder(address) is null ? $"--target '{address}' is no target; write {Accepted}" : null;

    /// <summary>Opens the target of an address that has no complaint.</summary>
    public static Target Open(string address) => FolderTarget.At(Folder(address)!);

    private static string? Folder(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && string.Equals(uri.Scheme, Uri.UriSchemeFile, StringComparison.Ordinal) && uri.Host.Length == 0 && address.StartsWith("file:", StringComparison.Ordinal) && uri.Query.Length == 0
            ? Path.TrimEndingDirectorySeparator(uri.LocalPath)
            : null;
}
