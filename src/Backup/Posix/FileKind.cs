namespace HomelabStorage.Backup.Posix;

/// <summary>What an entry of a folder is.</summary>
internal enum FileKind
{
    File,
    Folder,
    Link,

    /// <summary>A socket, FIFO or device: nothing whose content could be kept.</summary>
    Special,
}
