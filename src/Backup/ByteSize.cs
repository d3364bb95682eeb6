using System.Globalization;
using System.Text.RegularExpressions;

namespace HomelabStorage.Backup;

/// <summary>Sizes as people write and read them: KiB, MiB, GiB.</summary>
internal static partial class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>A size in the largest unit of which there is one.</summary>
    public static string Spell(long bytes)
    {
        var unit = bytes < 1024 ? 0 : Math.Min((int)Math.Log(bytes, 1024), Units.Length - 1);
        return unit == 0 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(1024, unit):0.0} {Units[unit]}");
    }

    /// <summary>Reads a size such as 20MiB; null when the text is none.</summary>
    public static long? Read(string text) => Shape().Match(text) is { Success: true } match
        ? long.Parse(
            match.Groups["count"].ValueSpan,
            CultureInfo.InvariantCulture) << (10 * Math.Max(
                Array.FindIndex(Units, u => u.StartsWith(match.Groups["unit"].Value, StringComparison.OrdinalIgnoreCase)),
                0))
        : null;

    [GeneratedRegex(
        "^(?<count>[0-9]{1,6}) ?(?<unit>[KMGT])i?B?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000)]
    private static partial Regex Shape();
}
