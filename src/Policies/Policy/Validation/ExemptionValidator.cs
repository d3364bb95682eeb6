using FluentValidation;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What an exemption must say.</summary>
internal sealed class ExemptionValidator : AbstractValidator<ExemptionSection>
{
    public ExemptionValidator(IReadOnlyCollection<string> rules)
    {
        RuleFor(e => e.Rules).Must(r => r is { Count: > 0 }).WithMessage("is missing; write rule ids, or \"*\" for all");
        RuleForEach(e => e.Rules).EachWord([.. rules, "*"]);
        RuleForEach(e => e.Images).Must(image => ImageReference.Parse(image).Repository.Length > 0).WithMessage("is not an image such as ghcr.io/owner/app");
        RuleForEach(e => e.Data).EachWord(Words.DataKinds.Spellings);
        RuleFor(e => e.Reason).Given("why it is acceptable, for the next reader");
        RuleFor(e => e.Until).IsDay();
    }
}
