using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>A condition of a case as written.</summary>
public sealed record ConditionSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Whether it asks about access modes.</summary>
    public bool? AccessMode { get; init; }

    /// <summary>Whether it asks about the volume mode.</summary>
    public bool? VolumeMode { get; init; }

    /// <summary>Whether it asks about the provisioner's name.</summary>
    public bool? Provisioner { get; init; }

    /// <summary>Whether it asks about the name of a class that was found.</summary>
    public bool? Class { get; init; }

    /// <summary>The parameter it asks about.</summary>
    public string? Parameter { get; init; }

    /// <summary>The volume attribute it asks about.</summary>
    public string? Attribute { get; init; }

    /// <summary>Accepted values.</summary>
    public IReadOnlyList<string>? Is { get; init; }

    /// <summary>An accepted pattern.</summary>
    public string? Matches { get; init; }

    /// <summary>Whether nothing must be there.</summary>
    public bool? Absent { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ConditionSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        AccessMode = reader.Flag("accessMode"),
        VolumeMode = reader.Flag("volumeMode"),
        Provisioner = reader.Flag("provisioner"),
        Class = reader.Flag("class"),
        Parameter = reader.Text("parameter"),
        Attribute = reader.Text("attribute"),
        Is = reader.Texts("is"),
        Matches = reader.Text("matches"),
        Absent = reader.Flag("absent"),
    };
}
