using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What a row of the matrix must say.</summary>
internal sealed class MatrixRowValidator : AbstractValidator<MatrixRowSection>
{
    public MatrixRowValidator(IReadOnlyCollection<string> classes)
    {
        RuleFor(r => r.Data).Must(d => d is { Count: > 0 }).WithMessage("is missing; write the kinds of data the row is for, such as [sqlite]");
        RuleForEach(r => r.Data).EachWord(Words.DataKinds.Spellings);
        RuleForEach(r => r.Critical).EachWord(classes);
        RuleForEach(r => r.Important).EachWord(classes);
        RuleForEach(r => r.Low).EachWord(classes);
        RuleForEach(r => r.Never).EachWord(Words.Protocols.Spellings);
        RuleForEach(r => r.Avoid).EachWord(Words.Protocols.Spellings);
    }
}
