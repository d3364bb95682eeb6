namespace HomelabStorage.Policies.Catalog;

/// <summary>A program that copies files, and where its command line says what goes where.</summary>
public sealed record Copier
{
    /// <summary>Its names.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>Images that start it without naming it, besides those called like it.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Words one of which must be there; empty when any call copies.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Words with which it only says what it would copy; a single letter is one of a bundle.</summary>
    public IReadOnlyList<string> Rehearsals { get; init; } = [];

    /// <summary>Where it says where the copy goes.</summary>
    public required CopyTarget To { get; init; }

    /// <summary>The options that say it.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The variables that say it.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The options, and the variables, that say which server it dumps.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>Whether it reads its own data, wherever its container mounts them.</summary>
    public bool ReadsOwn { get; init; }

    /// <summary>Whether a word without a leading slash is the name of a place elsewhere, and no path.</summary>
    public bool HasAliases { get; init; }

    /// <summary>Whether a database that is written to meanwhile is copied whole.</summary>
    public bool IsConsistent { get; init; }
}
