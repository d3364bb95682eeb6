namespace HomelabStorage.Audit.Output;

/// <summary>What the reader of a page has.</summary>
internal enum PageLook
{
    /// <summary>Characters: a file, a pipe, a terminal without colours.</summary>
    Plain,

    /// <summary>Colours.</summary>
    Coloured,

    /// <summary>Colours, and links behind words.</summary>
    Linked,
}
