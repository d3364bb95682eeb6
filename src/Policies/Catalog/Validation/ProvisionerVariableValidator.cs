using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What the variables of a provisioner must say.</summary>
internal sealed class ProvisionerVariableValidator : AbstractValidator<ProvisionerVariableSection>
{
    public ProvisionerVariableValidator()
    {
        RuleFor(v => v.Provisioner).Given("the variable with the provisioner's name, such as PROVISIONER_NAME");
        RuleFor(v => v.Server).Given("the variable with the server's address, such as NFS_SERVER");
        RuleFor(v => v.Share).Given("the variable with the folder of the server, such as NFS_PATH");
    }
}
