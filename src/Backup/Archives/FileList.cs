namespace HomelabStorage.Backup.Archives;

/// <summary>The part of a manifest that names every entry of the archive.</summary>
internal sealed record FileList(IReadOnlyList<FileFacts> Files);
