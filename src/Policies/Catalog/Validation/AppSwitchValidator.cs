using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a switch must say.</summary>
internal sealed class AppSwitchValidator : AbstractValidator<AppSwitchSection>
{
    public AppSwitchValidator()
    {
        RuleFor(s => s.Env).Must((s, env) => (env is null ? 0 : 1) + (s.Arg is null ? 0 : 1) + (s.Key is null ? 0 : 1) == 1)
            .WithMessage("write one of env, a variable, key, a key of the settings file, and arg, a pattern over the command line");
        RuleFor(s => s.Values).Must((s, values) => s.Arg is not null || Tests(s, values) == 1).WithMessage("write exactly one of values, pattern and present");
        RuleFor(s => s.Arg).IsPattern();
        RuleFor(s => s.Pattern).IsPattern();
        RuleFor(s => s.Engine).Given(string.Join(", ", Words.Engines.Spellings)).DependentRules(() => RuleFor(s => s.Engine).Word(Words.Engines.Spellings));
        RuleFor(s => s.Leaves).Must(l => l is null
            || (l.Kind is not null
                && Words.DataKinds.TryRead(l.Kind, out _)
                && l.Criticality is not null
                && Words.Criticalities.TryRead(l.Criticality, out _)
                && l.What is not null))
            .WithMessage("needs a kind, a criticality and what it is");
    }

    private static int Tests(AppSwitchSection section, IReadOnlyList<string>? values) =>
        (values is null ? 0 : 1) + (section.Pattern is null ? 0 : 1) + (section.Present is null ? 0 : 1);
}
