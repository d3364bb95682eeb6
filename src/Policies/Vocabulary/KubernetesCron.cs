using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>What Kubernetes takes of cron. Others also know <c>L</c>, <c>W</c> and <c>#</c>, ranges that go over the end, and 7 for Sunday.</summary>
internal static class KubernetesCron
{
    private static readonly string[] Names = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

    private static readonly string[] Months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private static readonly Field[] Fields = [new(0, 59, []), new(0, 23, []), new(1, 31, []), new(1, 12, Months), new(0, 6, Days)];

    /// <summary>Why Kubernetes does not take an expression that is one elsewhere; empty where it does.</summary>
    public static string Complaint(string text)
    {
        var fields = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return fields is [['@', ..]] ? NameComplaint(fields[0])
            : fields.Zip(Fields).Select(f => f.Second.Complaint(f.First)).FirstOrDefault(c => c.Length > 0) ?? string.Empty;
    }

    private static string NameComplaint(string name) =>
        Names.Contains(name, StringComparer.Ordinal) ? string.Empty : $"of names it knows {string.Join(", ", Names)}";

    private sealed record Field(int Least, int Most, string[] Words)
    {
        private string Named => Words.Length > 0 ? $" or {Words[0]} to {Words[^1]}" : string.Empty;

        public string Complaint(string field) => field.Split(',').Select(PartComplaint).FirstOrDefault(c => c.Length > 0) ?? string.Empty;

        private string PartComplaint(string part)
        {
            var range = part.Split('/')[0];
            if (range is "*" or "?")
            {
                return string.Empty;
            }

            int?[] ends = [.. range.Split('-').Select(Number)];
            return ends.Contains(null) ? $"'{part}' is not made of numbers from {Least} to {Most}{Named}"
                : ends is [var first, var last] && first > last ? $"'{part}' goes backwards"
                : string.Empty;
        }

        private int? Number(string text) =>
            Array.FindIndex(Words, word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place + Least
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Least && number <= Most ? number
            : null;
    }
}
