using System.Globalization;

namespace HomelabStorage.Policies.Templates;

/// <summary>Ranges of versions as charts write them: <c>&gt;=1.21-0</c>, several with a comma or blank between them, any of several with <c>||</c>.</summary>
internal static class SemverRange
{
    private static readonly string[] Operators = [">=", "<=", "!=", ">", "<", "=", "^", "~"];

    /// <summary>Whether a version is in a range.</summary>
    public static bool Holds(string range, string version) => range
        .Split("||")
        .Any(one => Parts(one).All(part => Fits(part, Numbers(version))));

    private static string[] Parts(string range)
    {
        var joined = Operators.Aggregate(range.Trim(), (text, mark) => text.Replace($"{mark} ", mark, StringComparison.Ordinal));
        return joined.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool Fits(string part, int[] version)
    {
        var mark = Array.Find(Operators, o => part.StartsWith(o, StringComparison.Ordinal)) ?? "=";
        var text = part.TrimStart('>', '<', '=', '!', '^', '~');
        if (text is "*" or "x" or "")
        {
            return true;
        }

        var wanted = Numbers(text);
        var order = version.Zip(wanted).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(c => c != 0);
        return mark switch
        {
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            "<" => order < 0,
            "!=" => order != 0,
            "^" => order >= 0 && version[0] == wanted[0],
            "~" => order >= 0 && version[0] == wanted[0] && version[1] == wanted[1],
            _ => order == 0,
        };
    }

    private static int[] Numbers(string version)
    {
        var parts = version.TrimStart('v').Split('-', '+')[0].Split('.');
        return [.. Enumerable.Range(0, 3).Select(at =>
            at < parts.Length && int.TryParse(parts[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
    }
}
