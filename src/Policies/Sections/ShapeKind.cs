namespace HomelabStorage.Policies.Sections;

/// <summary>What the value of a key is.</summary>
public enum ShapeKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A list of texts.</summary>
    Texts,

    /// <summary>A mapping.</summary>
    Section,

    /// <summary>A list of mappings.</summary>
    Sections,
}
