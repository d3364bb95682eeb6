using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What hints must say: everything. What knows no example is written as an empty list.</summary>
internal sealed class HintsValidator : AbstractValidator<HintsSection>
{
    public HintsValidator()
    {
        RuleFor(h => h.Paths).NotNull().WithMessage("is missing; write what usual mount paths hold");
        RuleFor(h => h.LocalVolumes).NotNull().WithMessage("is missing; write the provisioners of directories that make local volumes");
        RuleFor(h => h.LocalVolumeMarks).NotNull().WithMessage("is missing; write the annotations that tell others to");
        RuleFor(h => h.BaseImages).NotNull().WithMessage("is missing; write the images that run whatever they are given");
        RuleFor(h => h.ImageVariants).NotNull().WithMessage("is missing; write what images' names end with beside the program's");
        RuleFor(h => h.NamelessImages).NotNull().WithMessage("is missing; write images' names that say nothing of the program");
        RuleFor(h => h.HubMirrors).NotNull().WithMessage("is missing; write what registries call their mirrors of Docker Hub");
        RuleFor(h => h.UserVariables).NotNull().WithMessage("is missing; write the variables that name the owner of files");
        RuleFor(h => h.ProvisionerVariables).NotNull().WithMessage("is missing; write the variables that name a provisioner and its server");
        RuleFor(h => h.ServerSecrets).NotNull().WithMessage("is missing; write the Secrets that operators of database servers make");
        RuleFor(h => h.NodeFolders).NotNull().WithMessage("is missing; write the folders of a node that provisioners make volumes in");
        RuleFor(h => h.BackupRunners).NotNull().WithMessage("is missing; write who runs backups");
        RuleFor(h => h.OwnedByOthers).NotNull().WithMessage("is missing; write the marks of tools that restore claims");
        RuleFor(h => h.MeshLabels).NotNull().WithMessage("is missing; write the labels of service meshes");
    }
}
