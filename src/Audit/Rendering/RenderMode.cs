namespace HomelabStorage.Audit.Rendering;

/// <summary>Whether kustomizations are rendered before they are judged.</summary>
internal enum RenderMode
{
    /// <summary>Where a program for it is found.</summary>
    Auto,

    /// <summary>Always; without a program nothing is judged.</summary>
    Always,

    /// <summary>Never: files are read as they are stored there.</summary>
    Never,
}
