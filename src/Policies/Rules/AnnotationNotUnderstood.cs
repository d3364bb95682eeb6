using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>An annotation of ours that says nothing we understand.</summary>
public sealed class AnnotationNotUnderstood : Rule
{
    private static readonly string[] Strategies =
    [
        .. DataTraits.All.Select(kind => kind.CopiedBy).Distinct(StringComparer.Ordinal),
        Words.Strategies.Spell(BackupStrategy.Litestream),
    ];

    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "annotation-not-understood",
        Title = "A homelab-storage.io annotation is invalid",
        Why = "A misspelt annotation has no effect, and its author thinks it works.",
        Remedy = "Correct the annotation.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.Annotations,
    };

    /// <inheritdoc/>
    public override IEnumerable<RuleOutcome> Evaluate(SubjectFacts subject, StoragePolicy policy) =>
        subject is OversizedFacts || subject.Manifest.Metadata.Annotations is not { Count: > 0 } annotations ? [] : Complaints(annotations, subject, policy);

    private IEnumerable<RuleOutcome> Complaints(IReadOnlyDictionary<string, string> annotations, SubjectFacts subject, StoragePolicy policy)
    {
        foreach (var (key, value) in annotations)
        {
            if (key.StartsWith(Annotation.Prefix, StringComparison.Ordinal)
                && Complaint(key[Annotation.Prefix.Length..], value, annotations, policy) is { Length: > 0 } complaint)
            {
                yield return new RuleOutcome.Finding
                {
                    Rule = Info,
                    Pointer = $"/metadata/annotations/{JsonPointer.Escape(key)}",
                    Message = $"annotation {key}: {complaint}",
                    Remedy = $"{subject.Manifest.Reference}: metadata.annotations: correct or remove {key}",
                    Key = $"{key}={value}",
                };
            }
        }
    }

    private static string Complaint(
        string name,
        string value,
        IReadOnlyDictionary<string, string> annotations,
        StoragePolicy policy) => name switch
        {
            "data" or ['d', 'a', 't', 'a', '.', ..] => Word(value, Words.DataKinds.Spellings),
            "criticality" => Word(value, Words.Criticalities.Spellings),
            "exempt" when !annotations.TryGetValue(Annotation.ExemptReason, out var reason) || string.IsNullOrWhiteSpace(reason) =>
                $"has no effect without {Annotation.ExemptReason}, which is missing",
            "exempt" =>
                value
                    .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(rule => RuleWord(rule, policy))
                    .FirstOrDefault(c => c.Length > 0, string.Empty),
            "exempt-until" =>
                DateOnly.TryParseExact(value.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                    ? string.Empty
                    : $"'{value}' is not a date such as 2027-01-31",
            "exempt-given" => Grounds.Read(value, out var wrong) is null ? wrong : string.Empty,
            "restore-tested" =>
                DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
                    ? string.Empty
                    : $"'{value}' is not a date such as 2027-01-31",
            "backup" or "restore" => value is "true" or "false" ? string.Empty : $"'{value}' is not true or false",
            "backup-run-as" => FileOwner.Read(value.Trim()) is null ? $"'{value}' is not a user; write {FileOwner.Accepted}" : string.Empty,
            "backup-host" => DatabaseAddress.Read(value.Trim(), "1") is null ? $"'{value}' is not an address; write {DatabaseAddress.Accepted}" : string.Empty,
            "backup-target" => BackupTarget.Read(value.Trim(), out var unreachable) is null ? unreachable : string.Empty,
            "backup-schedule" => Schedule.Complaint(value),
            "backup-keep" => RetentionRules.Complaint(value),
            "backup-strategy" => Word(value, Strategies),
            _ =>
                Annotation.All.Contains(name, StringComparer.Ordinal) || Annotation.Records.Contains(name, StringComparer.Ordinal)
                    ? string.Empty
                    : Unknown(name),
        };

    private static string RuleWord(string written, StoragePolicy policy)
    {
        if (policy.Rules.ContainsKey(written))
        {
            return string.Empty;
        }

        var near = Spelling.Nearest(written, policy.Rules.Keys.Order(StringComparer.Ordinal));
        return near.Length > 0
            ? $"there is no rule '{written}'; did you mean '{near}'?"
            : $"there is no rule '{written}'; 'homelab-storage rules' lists them all";
    }

    private static string Unknown(string name) => Spelling.Nearest(name, Annotation.All) is { Length: > 0 } near
        ? $"there is no such annotation; did you mean {Annotation.Prefix}{near}?"
        : $"there is no such annotation; there are {string.Join(", ", Annotation.All)}";

    private static string Word(string written, IReadOnlyCollection<string> words)
    {
        if (words.Contains(written.Trim(), StringComparer.Ordinal))
        {
            return string.Empty;
        }

        var near = Spelling.Nearest(written, words);
        return near.Length > 0 ? $"'{written}' is not known; did you mean '{near}'?" : $"'{written}' is not one of {string.Join(", ", words.Take(20))}";
    }
}
