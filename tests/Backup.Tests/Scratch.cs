namespace HomelabStorage.Backup.Tests;

/// <summary>A folder of a test, removed after it.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch() => Path = Directory.CreateTempSubdirectory("homelab-storage-backup-").FullName;

    public string Path { get; }

    /// <summary>A folder below it, made.</summary>
    public string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
