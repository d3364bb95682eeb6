using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Sections;

/// <summary>The action of a rule as written.</summary>
public sealed record RuleActionSection : ISection
{
    /// <inheritdoc/>
    public required string Pointer { get; init; }

    /// <summary>The rule's id.</summary>
    public string? Rule { get; init; }

    /// <summary>What is done with its findings.</summary>
    public string? Action { get; init; }

    /// <summary>Reads the section key by key.</summary>
    public static RuleActionSection Read(SectionReader reader) => new()
    {
        Pointer = reader.Pointer,
        Rule = reader.Text("rule"),
        Action = reader.Text("action") is var action && action is "false" ? "off" : action, // YAML 1.1 reads a bare off as false
    };
}
