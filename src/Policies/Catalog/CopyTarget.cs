namespace HomelabStorage.Policies.Catalog;

/// <summary>Where a command line says where a copy goes.</summary>
public enum CopyTarget
{
    /// <summary>The last operand.</summary>
    Last,

    /// <summary>The first operand.</summary>
    First,

    /// <summary>The value of an option.</summary>
    Option,

    /// <summary>A repository elsewhere, unless an option or a variable names a folder.</summary>
    Repository,

    /// <summary>A path within an operand, behind a word.</summary>
    Inside,

    /// <summary>The folder that an option names, or the one that it runs in.</summary>
    Folder,

    /// <summary>A file beside the one that is read, by its name and an ending.</summary>
    Beside,

    /// <summary>Where its output goes.</summary>
    Output,
}
