using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>Where on a node a provisioner makes volumes, as written.</summary>
public sealed record NodeFoldersSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The provisioner.</summary>
    public string? Provisioner { get; init; }

    /// <summary>The folders, one of which it is.</summary>
    public IReadOnlyList<string>? Folders { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static NodeFoldersSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Provisioner = reader.Text("provisioner"),
        Folders = reader.Texts("folders"),
    };
}
