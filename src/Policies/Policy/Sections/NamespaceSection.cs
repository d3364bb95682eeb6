using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>What differs in some namespaces, as written.</summary>
public sealed record NamespaceSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>Names, with * for any run of characters.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Labels that must be there.</summary>
    public IReadOnlyList<LabelSection>? Labels { get; init; }

    /// <summary>The criticality of everything in them.</summary>
    public string? Criticality { get; init; }

    /// <summary>Whether nothing in them is judged.</summary>
    public bool? LeaveAlone { get; init; }

    /// <summary>Where backups of what is in them go.</summary>
    public string? Target { get; init; }

    /// <summary>Actions that differ there.</summary>
    public IReadOnlyList<RuleActionSection>? Rules { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static NamespaceSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Names = reader.Texts("names"),
        Labels = reader.Sections("labels", LabelSection.Read),
        Criticality = reader.Text("criticality"),
        LeaveAlone = reader.Flag("leaveAlone"),
        Target = reader.Text("target"),
        Rules = reader.Sections("rules", RuleActionSection.Read),
    };
}
