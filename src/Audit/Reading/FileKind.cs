namespace HomelabStorage.Audit.Reading;

/// <summary>What a path leads to, links followed.</summary>
internal enum FileKind
{
    /// <summary>A file with bytes in it, or one that only opening tells about.</summary>
    Regular,

    /// <summary>A file that says it has no bytes: an empty one, or one that its file system makes up when it is read, as /proc does.</summary>
    Empty,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe: it ends when its writer ends, and reading it waits for one.</summary>
    Pipe,

    /// <summary>A device, which may have no end.</summary>
    Device,

    /// <summary>A socket.</summary>
    Socket,
}
