using System.Globalization;
using FluentValidation;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Sections;

/// <summary>The checks that several sections share, each with its sentence: what was written, and what is accepted.</summary>
internal static class Accepted
{
    /// <summary>Must be there.</summary>
    public static IRuleBuilderOptions<T, string?> Given<T>(this IRuleBuilder<T, string?> rule, string what) =>
        rule.Must(value => !string.IsNullOrWhiteSpace(value)).WithMessage($"is missing; write {what}");

    /// <summary>Must be one of some words, when it is there.</summary>
    public static IRuleBuilderOptions<T, string?> Word<T>(this IRuleBuilder<T, string?> rule, IReadOnlyCollection<string> words) =>
        rule.Must(value => value is null || words.Contains(value, StringComparer.Ordinal)).WithMessage((_, value) => NotOneOf(value!, words));

    /// <summary>Each must be one of some words.</summary>
    public static IRuleBuilderOptions<T, string> EachWord<T>(this IRuleBuilderInitialCollection<T, string> rule, IReadOnlyCollection<string> words) =>
        rule.Must(value => words.Contains(value, StringComparer.Ordinal)).WithMessage((_, value) => NotOneOf(value, words));

    /// <summary>Must be an address that a browser opens, when it is there.</summary>
    public static IRuleBuilderOptions<T, string?> IsAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(value => value is null || (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
            .WithMessage((_, value) => $"'{value}' is not an address such as https://example.org/docs");

    /// <summary>Must be a duration, when it is there.</summary>
    public static IRuleBuilderOptions<T, string?> IsDuration<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(value => value is null || Duration.TryParse(value, out _)).WithMessage((_, value) => $"'{value}' is not a duration such as 1h or 7d");

    /// <summary>Must be a day, when it is there.</summary>
    public static IRuleBuilderOptions<T, string?> IsDay<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(value => value is null || DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .WithMessage((_, value) => $"'{value}' is not a date such as 2027-01-31");

    /// <summary>Must be a regular expression, when it is there.</summary>
    public static IRuleBuilderOptions<T, string?> IsPattern<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(value => value is null || Pattern.Read(value) is not null).WithMessage((_, value) => $"'{value}' is not a regular expression");

    /// <summary>Must be a name for a container (RFC 1123 label) with room for a suffix, when it is there.</summary>
    public static IRuleBuilderOptions<T, string?> IsLabel<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(value => value is null
            || (value.Length > 0
                && value.Length <= longest
                && value[0] != '-'
                && value[^1] != '-'
                && value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')))
            .WithMessage((_, value) => $"'{value}' is not a name of at most {longest} small letters, digits and dashes");

    /// <summary>As many words are named.</summary>
    private const int Most = 20;

    /// <summary>The sentence for a word that is not accepted.</summary>
    public static string NotOneOf(string value, IEnumerable<string> words)
    {
        var accepted = words.ToArray();
        var near = Spelling.Nearest(value, accepted);
        return near.Length > 0
            ? $"'{value}' is not known here; did you mean '{near}'?"
            : accepted.Length == 0 ? $"'{value}' is not known here, and nothing of its sort is in this file"
            : $"'{value}' is not one of {string.Join(", ", accepted.Take(Most))}{(accepted.Length > Most ? ", …" : string.Empty)}";
    }
}
