using System.Globalization;
using HomelabStorage.Audit.Cases;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Formats;

/// <summary>What became of cases: for each that failed what it expected and got, and what that rests on; and one line that sums up.</summary>
internal static class CasesFormat
{
    public static int Write(IReadOnlyList<(CaseFolder Case, CaseOutcome Outcome)> cases, bool isUpdated, Terminal terminal)
    {
        var page = terminal.Styled();
        var (passed, failed, updated, wrong) = (0, 0, 0, 0);
        foreach (var (one, outcome) in cases)
        {
            switch (outcome)
            {
                case CaseOutcome.Wrong { Reasons: var reasons }:
                    wrong++;
                    foreach (var reason in reasons)
                    {
                        terminal.Error.WriteLine($"wrong  {reason}");
                    }

                    break;
                case CaseOutcome.Asked { HasPassed: true }:
                    passed++;
                    break;
                case CaseOutcome.Asked { Broken.Length: 0 } asked when isUpdated:
                    var isWritten = Update(asked, page, terminal);
                    updated += isWritten ? 1 : 0;
                    wrong += isWritten ? 0 : 1;
                    break;
                case CaseOutcome.Asked asked:
                    failed++;
                    Failed(one, asked, page, terminal);
                    break;
            }
        }

        var parts = new[] { Part(cases.Count, cases.Count == 1 ? "case" : "cases"), Part(passed, "as "
            + "expected"), Part(failed, "not"), Part(updated, "updated"), Part(wrong, "wrong") };
        page.Line($"{string.Join(", ", parts.Where(p => p.Length > 0))}");
        return wrong > 0 ? ExitCode.Wrong : failed > 0 ? ExitCode.Findings : ExitCode.Clean;
    }

    private static string Part(int count, string what) => count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{count} {what}");

    private static bool Update(CaseOutcome.Asked asked, Page page, Terminal terminal)
    {
        foreach (var difference in asked.Differences)
        {
            try
            {
                CaseUpdate.Write(difference);
            }
            catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"{difference.File}: cannot be written: {unwritable.Message.TrimEnd('.')}");
                return false;
            }

            page.Line($"{Styled.Yellow(difference.Got.Length == 0 ? "deleted" : "updated")}  {difference.File}");
        }

        return true;
    }

    private static void Failed(CaseFolder one, CaseOutcome.Asked asked, Page page, Terminal terminal)
    {
        page.Line($"{Styled.Red("failed")}  {Styled.Bold(one.Folder)}");
        if (asked.Broken.Length > 0)
        {
            page.Line($"  {asked.Broken}");
        }

        foreach (var difference in asked.Differences)
        {
            var missing = difference.Expected.Length == 0 ? " is not there; --update writes it" : string.Empty;
            page.Line($"  {one.Short(difference.File)}{missing}: {Styled.Red("- expected")} {Styled.Green("+ got")}");
            foreach (var line in LineDiff.Of(difference.Expected, difference.Got).TrimEnd('\n').Split('\n'))
            {
                var styled = line[0] switch
                {
                    '-' => Styled.Red(line),
                    '+' => Styled.Green(line),
                    _ => Styled.Grey(line),
                };
                page.Line($"  {styled}");
            }
        }

        page.Line();
        foreach (var verdict in asked.Traces)
        {
            Explanation.Write(verdict, asked.Policy, terminal);
        }
    }
}
