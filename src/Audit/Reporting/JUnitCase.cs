using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Reporting;

/// <summary>One line of a list of tests: a rule's word about an object, or an object about which no rule has a word.</summary>
/// <param name="ClassName">Cluster, kind and namespace.</param>
/// <param name="Name">The object, the rule and what it is about; no two cases of a class have one name, since readers count only the first.</param>
/// <param name="Place">Its file and line; an empty file for what is in none.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record JUnitCase(string ClassName, string Name, (string File, int Line) Place, JUnitOutcome Outcome)
{
    /// <summary>All cases of a report. Red is what makes the exit code 1, and broken input.</summary>
    public static IReadOnlyList<JUnitCase> Of(Reported reported)
    {
        var taken = new Dictionary<(string, string), int>();
        return [.. All(reported).Select(one => one with { Name = one.Name + Again(taken, (one.ClassName, one.Name)) })];
    }

    private static string Again(Dictionary<(string, string), int> taken, (string, string) name) =>
        (taken[name] = taken.GetValueOrDefault(name) + 1) is > 1 and var number ? $" ({number})" : string.Empty;

    private static IEnumerable<JUnitCase> All(Reported reported) =>
    [
        .. reported.Whole.Results.SelectMany(result => Of(result, reported)),
        .. reported.Report.Broken.Select(b => new JUnitCase("file", b.File, (b.File, b.Position.Line), new JUnitOutcome.Error(b.Message))),
        .. reported.Report.Unreadable.Select(u => new JUnitCase(
            ClassOf(string.Empty, u.Reference),
            u.Reference.Name,
            (u.File, u.Position.Line),
            new JUnitOutcome.Error(u.Reason))),
        .. reported.Report.NotJudged.Select(n => new JUnitCase("file", n.File, (n.File, n.Position.Line), new JUnitOutcome.Skipped(n.Reason))),
    ];

    private static IEnumerable<JUnitCase> Of(AuditResult result, Reported reported)
    {
        var said = false;
        foreach (var located in result.Findings.Where(f => f.Decision.Action >= reported.Least || reported.FailOn.IsReached(f.Decision.Action)))
        {
            said = true;
            var finding = new ReportedFinding(result, located, string.Empty);
            var text = string.Join('\n', [located.Decision.Finding.Message, .. finding.Advice]);
            yield return Case(
                result,
                located.Decision.Finding,
                (located.File, located.Position.Line),
                located.IsKnown ? new JUnitOutcome.Skipped("known from before")
                    : !reported.FailOn.IsReached(finding.Action) ? new JUnitOutcome.Remark(text)
                    : new JUnitOutcome.Failure(Policies.Vocabulary.Words.Actions.Spell(finding.Action), located.Decision.Finding.Message, text));
        }

        foreach (var exempted in result.Verdict.Exempted)
        {
            said = true;
            yield return Case(result, exempted.Finding, PlaceOf(result), new JUnitOutcome.Skipped($"exempted: {exempted.Reason}"));
        }

        foreach (var question in result.Verdict.Open)
        {
            said = true;
            yield return Case(result, $": {question.Rule.Id}", PlaceOf(result), new JUnitOutcome.Skipped($"cannot tell: {question.Message}"));
        }

        if (!said)
        {
            yield return Case(result, string.Empty, PlaceOf(result), JUnitOutcome.Passed.Instance);
        }
    }

    private static JUnitCase Case(AuditResult result, RuleOutcome.Finding finding, (string, int) place, JUnitOutcome outcome) =>
        Case(result, $": {finding.Rule.Id} [{FindingIdentity.Of(result, finding).About}]", place, outcome);

    private static JUnitCase Case(AuditResult result, string rule, (string, int) place, JUnitOutcome outcome) =>
        new(ClassOf(result.Cluster, result.Verdict.Subject.Reference), result.Verdict.Subject.Name + rule, place, outcome);

    private static (string, int) PlaceOf(AuditResult result) => (result.File, result.Position.Line);

    private static string ClassOf(string cluster, Policies.Manifests.ObjectReference reference) =>
        string.Join('.', new[] { cluster, reference.Kind, reference.Namespace }.Where(part => part.Length > 0));
}
