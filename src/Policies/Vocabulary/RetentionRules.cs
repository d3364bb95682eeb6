using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Which backups to keep. A backup is kept when any of the rules wants it.</summary>
public sealed record RetentionRules
{
    /// <summary>How rules are written.</summary>
    public const string Accepted = "a number of backups such as 14, or a list such as last=14,within=7d,hourly=24,daily=7,weekly=4,monthly=12";

    /// <summary>The newest so many.</summary>
    public int Last { get; init; }

    /// <summary>All that are younger.</summary>
    public TimeSpan Within { get; init; }

    /// <summary>The newest of each of so many hours that have one.</summary>
    public int Hourly { get; init; }

    /// <summary>The newest of each of so many days that have one.</summary>
    public int Daily { get; init; }

    /// <summary>The newest of each of so many weeks that have one; a week begins on Monday.</summary>
    public int Weekly { get; init; }

    /// <summary>The newest of each of so many months that have one.</summary>
    public int Monthly { get; init; }

    /// <summary>The rule that is written twice, so that one of its numbers would count for nothing; null when there is none.</summary>
    private static string? Repeated(string text) => text
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(p => p.Split('=', StringSplitOptions.TrimEntries)[0])
        .GroupBy(word => word, StringComparer.Ordinal)
        .FirstOrDefault(g => g.Key.Length > 0 && g.Skip(1).Any())?.Key;

    /// <summary>What is wrong with rules as written; empty where nothing is.</summary>
    public static string Complaint(string text) =>
        Read(text) is not null ? string.Empty
        : Repeated(text) is { } twice ? $"'{text}' has {twice} twice; write it once"
        : $"'{text}' is not a retention; write {Accepted}";

    /// <summary>Reads rules; null when the text is none, has one twice, or keeps nothing.</summary>
    public static RetentionRules? Read(string text)
    {
        if (Repeated(text) is not null)
        {
            return null;
        }

        var rules = new RetentionRules();
        foreach (var part in int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? [$"last={text}"]
            : text.Split(',', StringSplitOptions.TrimEntries))
        {
            var next = part.Split('=', StringSplitOptions.TrimEntries) switch
            {
                ["within", var age] when Duration.TryParse(age, out var within) => rules with { Within = within },
                [var word, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    && count <= 10_000 => word switch
                    {
                        "last" => rules with { Last = count },
                        "hourly" => rules with { Hourly = count },
                        "daily" => rules with { Daily = count },
                        "weekly" => rules with { Weekly = count },
                        "monthly" => rules with { Monthly = count },
                        _ => null,
                    },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            rules = next;
        }

        return rules == new RetentionRules() ? null : rules;
    }
}
