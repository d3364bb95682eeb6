using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What a storage appliance must say.</summary>
internal sealed class NasValidator : AbstractValidator<NasSection>
{
    public NasValidator()
    {
        RuleFor(n => n.Name).Given("a name for the appliance");
        RuleFor(n => n.Protocol).Word(Words.Protocols.Spellings);
        RuleForEach(n => n.Addresses)
            .Must(a => Uri.CheckHostName(a) != UriHostNameType.Unknown)
            .WithMessage((_, a) => $"'{a}' is not a host name or an address");
        RuleForEach(n => n.Paths).Must(p => p.StartsWith('/') && p.Length > 1).WithMessage((_, p) => $"'{p}' is not an absolute path such as /mnt/nas");
    }
}
