using System.Text.RegularExpressions;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>No reader reads a field whose type nobody looks at.</summary>
public sealed partial class FieldTypesTests
{
    /// <summary>What is not a field of an object: keys that somebody makes up, what other tools' files have, and what is looked at in other ways.</summary>
    private static readonly HashSet<string> Spared = new(StringComparer.Ordinal)
    {
        // Told apart by reading them, before the types of anything else are looked at.
        "releases", "sops", "mac", "appVersion",

        // Of managedFields, whose content is the API server's own.
        "f:spec", "f:storageClassName",

        // A literal that a value is compared with.
        "true",
    };

    [Fact]
    public void Every_field_that_is_read_has_a_type()
    {
        var files = Directory.GetFiles(Repository.Path("src", "Policies", "Manifests", "Reading"), "*.cs");
        var typed = files.Where(f => f.EndsWith("FieldTypes.cs", StringComparison.Ordinal))
            .SelectMany(f => Typed.Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var read = files.SelectMany(f => Read.Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("storageClassName", read);
        Assert.Empty(read.Except(typed, StringComparer.Ordinal).Except(Spared, StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Empty(Spared.Except(read, StringComparer.Ordinal));
    }

    [GeneratedRegex("\"(?<name>[^\"]+)\"u8", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Read { get; }

    [GeneratedRegex("\\(\"(?<name>[^\"]+)\", ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Typed { get; }
}
