using FluentValidation;

namespace HomelabStorage.Policies.Sections;

/// <summary>Puts a validator to every section it is for, and collects all complaints.</summary>
internal sealed class SectionChecks(ICollection<SectionError> errors)
{
    /// <summary>Complains about a place.</summary>
    public void Add(string pointer, string message) => errors.Add(new SectionError(pointer, message));

    /// <summary>Adds what was found elsewhere.</summary>
    public void Add(IEnumerable<SectionError> found)
    {
        foreach (var one in found)
        {
            errors.Add(one);
        }
    }

    /// <summary>Checks every section of a list.</summary>
    public void Each<T>(IReadOnlyList<T>? sections, AbstractValidator<T> validator)
        where T : ISection
    {
        foreach (var section in sections ?? [])
        {
            One(section, validator);
        }
    }

    /// <summary>Checks a section; nothing where there is none.</summary>
    public void One<T>(T? section, AbstractValidator<T> validator)
        where T : ISection
    {
        if (section is null)
        {
            return;
        }

        foreach (var failure in validator.Validate(section).Errors)
        {
            var isWarning = failure.Severity == Severity.Warning;
            errors.Add(new SectionError(section.Pointer + Pointer(failure.PropertyName), failure.ErrorMessage) { IsWarning = isWarning });
        }
    }

    /// <summary>Complains about every name that was given before.</summary>
    public void Twice<T>(IReadOnlyList<T>? sections, Func<T, string?> name, string key, string message)
        where T : ISection => Twice(sections, section => name(section) is { } one ? [one] : [], key, message);

    /// <summary>Complains about every name that was given before.</summary>
    public void Twice<T>(IReadOnlyList<T>? sections, Func<T, IEnumerable<string>> names, string key, string message)
        where T : ISection
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections ?? [])
        {
            foreach (var name in names(section).Where(name => !seen.Add(name)))
            {
                Add($"{section.Pointer}/{key}", message.Replace("{0}", name, StringComparison.Ordinal));
            }
        }
    }

    /// <summary>The library's <c>AccessModes[1]</c> as <c>/accessModes/1</c>.</summary>
    private static string Pointer(string property) =>
        "/"
            + char.ToLowerInvariant(property[0])
            + property[1..].Replace("[", "/", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal);
}
