using System.Security.Cryptography;
using System.Text;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Reporting;

/// <summary>What makes a finding the same one after its file was moved, reordered or indented again: no file, no line, no words of the message.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">The object, as <c>Kind/namespace/name</c>.</param>
/// <param name="About">What of the object it is about: a mount with its data, or a field.</param>
internal sealed record FindingIdentity(string Rule, string Subject, string About)
{
    /// <summary>What a finding about an object is.</summary>
    public static FindingIdentity Of(AuditResult result, RuleOutcome.Finding finding) =>
        new(finding.Rule.Id, SubjectOf(result.Verdict.Subject.Reference), AboutOf(result.Verdict.Subject, finding));

    /// <summary>An object as <c>Kind/namespace/name</c>.</summary>
    public static string SubjectOf(ObjectReference reference) =>
        reference.Namespace.Length == 0 ? $"{reference.Kind}/{reference.Name}" : $"{reference.Kind}/{reference.Namespace}/{reference.Name}";

    /// <summary>A short text that stands for it, and for its n-th like.</summary>
    public string Digest(int number) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Rule}\n{Subject}\n{About}\n{number}")).AsSpan(0, 16));

    /// <summary>
    /// A claim is told of by one of those who mount it, and by which may be a matter of order: of a claim it only counts how often a rule has a word. Whoever
    /// mounts it is told of the mount.
    /// </summary>
    private static string AboutOf(Manifest subject, RuleOutcome.Finding finding) =>
        subject is Claim && finding.Related is { } workload && finding.Key.StartsWith($"{workload}|", StringComparison.Ordinal)
            ? string.Empty
            : WithoutIndexes(finding.Key);

    /// <summary>A JSON Pointer without the places of items in lists, which change with the order of the list.</summary>
    private static string WithoutIndexes(string key) => key is not ['/', ..] || key.Contains('|', StringComparison.Ordinal)
        ? key
        : string.Join('/', key.Split('/').Select(part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "*" : part));
}
