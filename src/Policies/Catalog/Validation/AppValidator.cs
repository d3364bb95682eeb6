using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What an app must say. One that the catalog ships already may say only what it changes.</summary>
internal sealed class AppValidator : AbstractValidator<AppSection>
{
    public AppValidator(IReadOnlyCollection<string> shipped)
    {
        RuleFor(a => a.Name).Given("the app's name");
        When(a => a.Name is not null && !shipped.Contains(a.Name, StringComparer.Ordinal), () =>
        {
            RuleFor(a => a.Images).Must(i => i is { Count: > 0 }).WithMessage("is missing; write the repositories of the app's images, without tags");
            RuleFor(a => a.Engine).Given(string.Join(", ", Words.Engines.Spellings));
            RuleFor(a => a.Criticality).Given("critical, important or low");
        });
        RuleFor(a => a.WorkingDirectory)
            .Must(path => path is null || path.StartsWith('/'))
            .WithMessage((_, path) => $"'{path}' is not an absolute path such as /app");
        RuleFor(a => a.Engine).Word(Words.Engines.Spellings);
        RuleFor(a => a.Dump).Word(Words.DumpMakers.Spellings);
        RuleFor(a => a.Criticality).Word(Words.Criticalities.Spellings);
        RuleForEach(a => a.Evidence).IsAddress();
        RuleFor(a => a.Confidence).Word(["high", "medium", "low"]);
    }
}
