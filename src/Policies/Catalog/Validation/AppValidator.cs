using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What an app must say. One that the catalog ships already may say only what it changes.</summary>
internal sealed class AppValidator : AbstractValidator<AppSection>
{
    /// <summary>What is left out of the name of an image before it is looked up.</summary>
    private static readonly string[] LeftOut = ["docker.io/", "index.docker.io/", "registry-1.docker.io/", "library/"];

    public AppValidator(IReadOnlyCollection<string> shipped)
    {
        RuleFor(a => a.Name).Given("the app's name");
        When(a => a.Name is not null && !shipped.Contains(a.Name, StringComparer.Ordinal), () =>
        {
            RuleFor(a => a.Images).Must(i => i is { Count: > 0 }).WithMessage("is missing; write the repositories of the app's images, without tags");
            RuleFor(a => a.Engine).Given(string.Join(", ", Words.Engines.Spellings));
            RuleFor(a => a.Criticality).Given("critical, important or low");
        });
        RuleForEach(a => a.Images)
            .Must(IsRepository)
            .WithMessage((_, image) => $"'{image}' would never be found; write it without tag, digest, docker.io/ and library/");
        RuleFor(a => a.WorkingDirectory)
            .Must(path => path is null || path.StartsWith('/'))
            .WithMessage((_, path) => $"'{path}' is not an absolute path such as /app");
        RuleFor(a => a.Engine).Word(Words.Engines.Spellings);
        RuleFor(a => a.Dump).Word(Words.DumpMakers.Spellings);
        RuleFor(a => a.Criticality).Word(Words.Criticalities.Spellings);
        RuleForEach(a => a.Evidence).IsAddress();
        RuleFor(a => a.Confidence).Word(["high", "medium", "low"]);
    }

    private static bool IsRepository(string image) =>
        !image.Contains('@', StringComparison.Ordinal)
        && image.LastIndexOf(':') <= image.LastIndexOf('/')
        && !LeftOut.Any(prefix => image.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
