using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a backend must say. One that the catalog ships already may say only what it changes.</summary>
internal sealed class BackendValidator : AbstractValidator<BackendSection>
{
    public BackendValidator(IReadOnlyCollection<string> shipped)
    {
        RuleFor(b => b.Name).Given("the backend's name");
        When(b => b.Name is not null && !shipped.Contains(b.Name, StringComparer.Ordinal), () =>
        {
            RuleFor(b => b.Provisioners).Must(p => p is { Count: > 0 }).WithMessage("is missing; write the names of its provisioners or CSI drivers");
            RuleFor(b => b.Protocol).Given(string.Join(", ", Words.Protocols.Spellings));
            RuleFor(b => b.Where).Given(string.Join(", ", Words.Whereabouts.Spellings));
        });
        RuleFor(b => b.Protocol).Word(Words.Protocols.Spellings);
        RuleFor(b => b.Where).Word(Words.Whereabouts.Spellings);
        RuleFor(b => b.Locks).Word(Words.Locks.Spellings);
        RuleForEach(b => b.Evidence).IsAddress();
        RuleForEach(b => b.AccessModes).EachWord(Words.AccessModes.Spellings);
        RuleForEach(b => b.BlockAccessModes).EachWord(Words.AccessModes.Spellings);
    }
}
