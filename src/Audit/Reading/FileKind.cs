namespace HomelabStorage.Audit.Reading;

/// <summary>What a path leads to, links followed.</summary>
internal enum FileKind
{
    /// <summary>A file with bytes in it, or one that only opening tells about.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe: it ends when its writer ends, and reading it waits for one.</summary>
    Pipe,

    /// <summary>A device, which may have no end.</summary>
    Device,

    /// <summary>A socket.</summary>
    Socket,
}
