using System.Diagnostics.CodeAnalysis;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A format that is asked for, and the file it goes into.</summary>
/// <param name="Format">The format.</param>
/// <param name="File">The file; empty for standard output.</param>
internal sealed record ReportRequest(ReportFormat Format, string File)
{
    /// <summary>What was written as <c>NAME</c> or <c>NAME=FILE</c>; false, with what is wrong, where it is neither.</summary>
    public static bool TryParse(string written, [NotNullWhen(true)] out ReportRequest? request, out string complaint)
    {
        var at = written.IndexOf('=', StringComparison.Ordinal);
        var name = at < 0 ? written : written[..at];
        var file = at < 0 ? string.Empty : written[(at + 1)..];
        request = null;
        if (ReportFormats.Find(name) is not { } format)
        {
            complaint = $"--format: '{name}' is not a format. There are {string.Join(", ", ReportFormats.Names)}";
            return false;
        }

        if (at >= 0 && file.Length == 0)
        {
            complaint = $"--format {written}: no file follows the =";
            return false;
        }

        (request, complaint) = (new ReportRequest(format, file), string.Empty);
        return true;
    }

    /// <summary>Everything that is wrong with requests that are made together.</summary>
    public static IEnumerable<string> Complaints(IReadOnlyList<string> written)
    {
        var requests = new List<ReportRequest>();
        foreach (var one in written)
        {
            if (TryParse(one, out var request, out var complaint))
            {
                requests.Add(request);
            }
            else
            {
                yield return complaint;
            }
        }

        ReportRequest[] shown = [.. requests.Where(r => r.File.Length == 0)];
        if (shown.Length > 1)
        {
            yield return $"--format: {string.Join(" and ", shown.Select(r => r.Format.Name))} would both go to standard output; "
                + $"give all but one a file, as in --format {shown[^1].Format.Name}=FILE";
        }

        foreach (var same in requests.Where(r => r.File.Length > 0).GroupBy(r => Path.GetFullPath(r.File), StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"--format: {string.Join(" and ", same.Select(r => r.Format.Name))} would both go into {same.First().File}";
        }
    }
}
