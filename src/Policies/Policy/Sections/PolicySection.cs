using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>A policy file as written.</summary>
public sealed record PolicySection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>homelab-storage.io/v1alpha1.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>StoragePolicy.</summary>
    public string? Kind { get; init; }

    /// <summary>The name.</summary>
    public PolicyMetadataSection? Metadata { get; init; }

    /// <summary>The criticality of data about which nothing is known.</summary>
    public string? UsualCriticality { get; init; }

    /// <summary>The decision matrix.</summary>
    public IReadOnlyList<MatrixRowSection>? Matrix { get; init; }

    /// <summary>The protection tiers.</summary>
    public IReadOnlyList<TierSection>? Tiers { get; init; }

    /// <summary>How backups are arranged.</summary>
    public ProtectionSection? Protection { get; init; }

    /// <summary>The household's StorageClasses.</summary>
    public IReadOnlyList<ClassSection>? Classes { get; init; }

    /// <summary>The storage appliances.</summary>
    public IReadOnlyList<NasSection>? Nas { get; init; }

    /// <summary>Backend families that are not meant for applications.</summary>
    public IReadOnlyList<string>? PlatformFamilies { get; init; }

    /// <summary>What differs in some namespaces.</summary>
    public IReadOnlyList<NamespaceSection>? Namespaces { get; init; }

    /// <summary>Apps to add or to change.</summary>
    public IReadOnlyList<AppSection>? Apps { get; init; }

    /// <summary>Backends to add or to change.</summary>
    public IReadOnlyList<BackendSection>? Backends { get; init; }

    /// <summary>Actions of rules.</summary>
    public IReadOnlyList<RuleActionSection>? Rules { get; init; }

    /// <summary>Findings to live with.</summary>
    public IReadOnlyList<ExemptionSection>? Exemptions { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static PolicySection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        ApiVersion = reader.Text("apiVersion"),
        Kind = reader.Text("kind"),
        Metadata = reader.Section("metadata", PolicyMetadataSection.Read),
        UsualCriticality = reader.Text("usualCriticality"),
        Matrix = reader.Sections("matrix", MatrixRowSection.Read),
        Tiers = reader.Sections("tiers", TierSection.Read),
        Protection = reader.Section("protection", ProtectionSection.Read),
        Classes = reader.Sections("classes", ClassSection.Read),
        Nas = reader.Sections("nas", NasSection.Read),
        PlatformFamilies = reader.Texts("platformFamilies"),
        Namespaces = reader.Sections("namespaces", NamespaceSection.Read),
        Apps = reader.Sections("apps", AppSection.Read),
        Backends = reader.Sections("backends", BackendSection.Read),
        Rules = reader.Sections("rules", RuleActionSection.Read),
        Exemptions = reader.Sections("exemptions", ExemptionSection.Read),
    };
}
