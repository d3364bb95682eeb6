using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a condition must say.</summary>
internal sealed class ConditionValidator : AbstractValidator<ConditionSection>
{
    public ConditionValidator()
    {
        RuleFor(c => c.Parameter)
            .Must((c, _) => Subjects(c) == 1)
            .WithMessage("write exactly one of accessMode, volumeMode, provisioner, class, parameter and attribute");
        RuleFor(c => c.Is).Must((c, _) => Tests(c) == 1).WithMessage("write exactly one of is, matches and absent");
        RuleFor(c => c.Matches).IsPattern();
    }

    private static int Subjects(ConditionSection c) =>
        (c.AccessMode is true ? 1 : 0)
            + (c.VolumeMode is true ? 1 : 0)
            + (c.Provisioner is true ? 1 : 0)
            + (c.Class is true ? 1 : 0)
            + (c.Parameter is null ? 0 : 1)
            + (c.Attribute is null ? 0 : 1);

    private static int Tests(ConditionSection c) => (c.Is is null ? 0 : 1) + (c.Matches is null ? 0 : 1) + (c.Absent is true ? 1 : 0);
}
