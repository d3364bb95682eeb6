using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>
/// Workflow commands, which GitHub shows beside the lines of a pull request:
/// https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
/// Of a step it keeps ten of each level and drops the rest silently.
/// </summary>
internal sealed class GitHubFormat : ReportFormat
{
    /// <summary>How many of a level are shown one by one; one more says how many there are.</summary>
    private const int Most = 9;

    /// <inheritdoc/>
    public override string Name => "github";

    /// <inheritdoc/>
    public override string Readers => "annotations of GitHub Actions";

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page)
    {
        var paths = new RepositoryPath();
        var findings = ReportedFinding.Of(reported.Report, reported.Least).ToLookup(f => Level(f.Action), StringComparer.Ordinal);
        (string Place, string Text)[] unread =
        [
            .. reported.Report.Broken.Select(b => (Place(b.File, new(b.Position, b.Position), paths), GitHubText.Data(b.Message))),
            .. reported.Report.Unreadable.Select(u => (Place(u.File, new(u.Position, u.Position), paths), GitHubText.Data($"{u}"))),
        ];
        Write("error", [.. unread.Select(u => (u.Place + "title=not judged", u.Text)), .. findings["error"].Select(f => Spelled(f, paths))], page);
        Write("warning", [.. findings["warning"].Select(f => Spelled(f, paths))], page);
        Write("notice", [.. findings["notice"].Select(f => Spelled(f, paths))], page);
        page.Line($"{ReportSummary.Signed(reported)}");
    }

    private static void Write(string level, IReadOnlyList<(string Properties, string Text)> said, Page page)
    {
        foreach (var (properties, text) in said.Take(said.Count > Most + 1 ? Most : Most + 1))
        {
            page.Command($"::{level} {properties}::{text}");
        }

        if (said.Count > Most + 1)
        {
            page.Command($"::{level} title=homelab-storage::and {said.Count - Most} more, which GitHub would drop: --format markdown=FILE and table show all");
        }
    }

    private static (string Properties, string Text) Spelled(ReportedFinding finding, RepositoryPath paths) =>
    (
        $"{Place(finding.Located.File, finding.Located.Region, paths)}title={GitHubText.Property(finding.Finding.Rule.Id)}",
        string.Join("%0A", [GitHubText.Data($"{finding.Spoken}: {finding.Finding.Message}"), .. finding.Advice.Select(GitHubText.Data)]));

    /// <summary>The properties of a place; columns count only on one line.</summary>
    private static string Place(string file, Policies.Yaml.Region region, RepositoryPath paths) => file.Length == 0 || file is ['<', ..]
        ? string.Empty
        : string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"file={GitHubText.Property(paths.Of(file))},line={region.Start.Line},endLine={region.Start.Line},"
                + $"col={region.Start.Column},endColumn={region.End.Column},");

    private static string Level(RuleAction action) => action switch
    {
        RuleAction.Deny => "error",
        RuleAction.Fix or RuleAction.Warn => "warning",
        _ => "notice",
    };
}
