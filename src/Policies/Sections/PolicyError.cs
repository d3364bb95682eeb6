using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Sections;

/// <summary>
/// Something wrong in a policy file, with its place and path: <c>policies.yaml(12,5): tiers[1].rpo: 'soon' is not a duration such as 1h or 7d.</c>
/// </summary>
public sealed record PolicyError(string File, Position Position, string Path, string Message)
{
    /// <summary>The error of a section, found in its text.</summary>
    public static PolicyError Of(SectionError error, SourceMap map) => new(map.File, map.Find(error.Pointer), JsonPointer.Spell(error.Pointer), error.Message);

    /// <summary>What is said of something that is only a risk.</summary>
    public string AsWarning => Spoken("warning: ");

    /// <inheritdoc/>
    public override string ToString() => Spoken(string.Empty);

    private string Spoken(string kind)
    {
        var (path, end) = (Path.Length > 0 ? $"{Path}: " : string.Empty, Message.EndsWith('?') ? string.Empty : ".");
        return $"{File}({Position.Line},{Position.Column}): {kind}{path}{Message}{end}";
    }
}
