using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What the folders of a provisioner must say.</summary>
internal sealed class NodeFoldersValidator : AbstractValidator<NodeFoldersSection>
{
    public NodeFoldersValidator()
    {
        RuleFor(f => f.Provisioner).Given("the provisioner, as classes name it");
        RuleFor(f => f.Folders).Must(f => f is { Count: > 0 }).WithMessage("is missing; write the folders of a node that it makes volumes in");
    }
}
