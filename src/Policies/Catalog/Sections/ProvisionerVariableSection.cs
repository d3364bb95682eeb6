using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Sections;

/// <summary>Variables by which a program that makes volumes is told its name, its server and its folder, as written.</summary>
public sealed record ProvisionerVariableSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The one for the name that classes ask for.</summary>
    public string? Provisioner { get; init; }

    /// <summary>The one for the server.</summary>
    public string? Server { get; init; }

    /// <summary>The one for the folder of the server.</summary>
    public string? Share { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static ProvisionerVariableSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Provisioner = reader.Text("provisioner"),
        Server = reader.Text("server"),
        Share = reader.Text("share"),
    };
}
