using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a case of a backend must say.</summary>
internal sealed class BackendCaseValidator : AbstractValidator<BackendCaseSection>
{
    public BackendCaseValidator()
    {
        RuleFor(c => c.When).Must(w => w is { Count: > 0 }).WithMessage("is missing; write at least one condition");
        RuleFor(c => c.Why).Given("why, in one sentence");
        RuleFor(c => c.Protocol).Word(Words.Protocols.Spellings);
        RuleFor(c => c.Where).Word(Words.Whereabouts.Spellings);
        RuleFor(c => c.Locks).Word(Words.Locks.Spellings);
        RuleForEach(c => c.AccessModes).EachWord(Words.AccessModes.Spellings);
    }
}
