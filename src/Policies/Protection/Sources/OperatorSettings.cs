using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// How an operator was started: the variables and flags of its own workload. Its marks name the image and the settings; several that say
/// different things say nothing.
/// </summary>
internal sealed class OperatorSettings
{
    private readonly Container[] _started;

    private OperatorSettings(Container[] started) => _started = started;

    /// <summary>Whether the operator's workload is known.</summary>
    public bool IsSeen => _started.Length > 0;

    /// <summary>The settings of an operator in an inventory.</summary>
    public static OperatorSettings Of(BackupOperator maker, Inventory inventory) =>
        new(maker.Mark("operator-image") is not { Length: > 0 } image ? [] :
        [
            .. inventory.WorkloadsByImage.At(ImageReference.Parse(image).Leaf)
                .SelectMany(w => w.Pod.Containers)
                .Where(c => c.Image.Repository.EndsWith(image, StringComparison.Ordinal)),
        ]);

    /// <summary>The value of a variable; the usual one where it is not set, null where that cannot be told.</summary>
    public string? Variable(string name, string usual)
    {
        var said = _started.Select(c => Value(c, name, usual)).Distinct(StringComparer.Ordinal).ToArray();
        return said is [var one] ? one : null;
    }

    /// <summary>Whether a variable is set, to whatever.</summary>
    public bool Has(string name) => name.Length > 0 && _started.Any(c => c.Environment.Any(v => string.Equals(v.Name, name, StringComparison.Ordinal)));

    /// <summary>Whether a flag is given, and not as <c>=false</c>.</summary>
    public bool HasFlag(string name) => name.Length > 0 && _started.Any(c => c.CommandLine
        .Split(' ')
        .Any(word => string.Equals(word, name, StringComparison.Ordinal)
            || (word.StartsWith($"{name}=", StringComparison.Ordinal) && IsYes(word[(name.Length + 1)..]))));

    /// <summary>Yes, as Go reads it.</summary>
    public static bool IsYes(string value) => value is "1" or "t" or "T" or "true" or "True" or "TRUE";

    private static string? Value(Container container, string name, string usual) =>
        container.Environment.LastOrDefault(v => string.Equals(v.Name, name, StringComparison.Ordinal))?.Value switch
        {
            EnvironmentValue.Literal literal => literal.Text,
            null when container.EnvironmentSources.Count == 0 => usual,
            _ => null,
        };
}
