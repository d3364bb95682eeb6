using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What an app's data entry must say.</summary>
internal sealed class AppDataValidator : AbstractValidator<AppDataSection>
{
    public AppDataValidator()
    {
        RuleFor(d => d.Path).Must((d, path) => path is not null || d.Env is not null || d.Key is not null || d.Option is not null)
            .WithMessage("is missing; write a path in the container, or env, key or option for the variable, the setting or the option that holds it");
        RuleFor(d => d.Path).Must(path => path is null || path.StartsWith('/')).WithMessage((_, path) => $"'{path}' is not an absolute path such as /config");
        RuleFor(d => d.Versions)
            .Must(versions => versions is null || VersionRange.Read(versions) is not null)
            .WithMessage((_, versions) => $"'{versions}' is not a range of versions such as >=18, <18 or '>=2 <3'");
        RuleFor(d => d.Kind).Given("what is stored there, such as sqlite").DependentRules(() => RuleFor(d => d.Kind).Word(Words.DataKinds.Spellings));
        RuleFor(d => d.Otherwise).Word(Words.DataKinds.Spellings);
        RuleForEach(d => d.Also).EachWord(Words.DataKinds.Spellings);
        RuleFor(d => d.Backup).Word(Words.Copying.Spellings);
        RuleFor(d => d.Criticality).Word(Words.Criticalities.Spellings);
    }
}
