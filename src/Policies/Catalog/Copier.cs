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

    /// <summary>
    /// The options, and the variables, that name the server of the bucket or remote it writes to. <c>{alias}</c> and <c>{ALIAS}</c> stand for the first part
    /// of that place's name. A program with aliases keeps the server of an alias in the first of them.
    /// </summary>
    public IReadOnlyList<string> Endpoints { get; init; } = [];

    /// <summary>The options with which it goes into folders; empty when it always does.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>The options that say what is read; empty when the operands do.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>The options with which it is told the names of what it reads by its input, or by a file.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>The options with which it leaves out files by their age or size, or those that are there already.</summary>
    public IReadOnlyList<string> Partial { get; init; } = [];

    /// <summary>The options whose value says nothing of what is copied.</summary>
    public IReadOnlyList<string> Valued { get; init; } = [];

    /// <summary>
    /// The options whose patterns are left out. One that ends in dots takes all words up to the next option, one that ends in ! has it attached.
    /// </summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>The options whose patterns are taken along.</summary>
    public IReadOnlyList<string> Includes { get; init; } = [];

    /// <summary>The options whose patterns say themselves, by a sign before them, which of the two they are.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Which pattern counts where several fit.</summary>
    public CopyFilterOrder Order { get; init; }

    /// <summary>Whether what it is given is written to its output as well.</summary>
    public bool PassesOn { get; init; }

    /// <summary>Whether it reads its own data, wherever its container mounts them.</summary>
    public bool ReadsOwn { get; init; }

    /// <summary>Whether a word without a leading slash is the name of a place elsewhere, and no path.</summary>
    public bool HasAliases { get; init; }

    /// <summary>Whether a database that is written to meanwhile is copied whole.</summary>
    public bool IsConsistent { get; init; }

    /// <summary>Words in its settings that have it dump databases before it copies, or in place of that; empty where no settings do.</summary>
    public IReadOnlyList<string> Dumps { get; init; } = [];
}
