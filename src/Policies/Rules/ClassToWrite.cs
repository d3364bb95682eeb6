using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>What is to be written so that a mount gets its volume of a class: in the claim, in what makes it, or in place of what is
/// no claim.</summary>
internal static class ClassToWrite
{
    /// <summary>The annotation of a claim whose volume the binder chose.</summary>
    private const string BoundByController = "pv.kubernetes.io/bound-by-controller";

    /// <summary>All of it.</summary>
    public static string Of(MountFacts mount, string storageClass, string spoken, StoragePolicy policy)
    {
        var modes = Modes(mount, storageClass, policy);
        return mount.Claim switch
        {
            { Claim.Origin: { } origin } when string.Equals(mount.Claim.Class.Name, storageClass, StringComparison.Ordinal) =>
                $"{origin.Reference}: {origin.Place("spec.accessModes", "accessMode")}: ReadWriteOnce",
            { Claim.Origin: { } origin } =>
                $"{origin.Reference}: {origin.Place("spec.storageClassName", "storageClass")}: {spoken}"
                    + (modes.Length == 0 ? string.Empty : origin.Template.Length > 0 ? modes : ", accessMode: ReadWriteOnce"),
            { Template: { } template, Claim: null } when mount.IsEphemeral =>
                $"{Target(mount)}, volume {template.Name}: a persistentVolumeClaim of class {spoken} in place of ephemeral",
            { Template: { } template, Claim: null } =>
                $"{Target(mount)}: {JsonPointer.Spell(template.Pointer + template.ClassField)}: {spoken}"
                    + (template.ClassField is ClaimTemplate.UsualClassField ? modes : string.Empty),
            { } claim when string.Equals(claim.Class.Name, storageClass, StringComparison.Ordinal) => $"{Target(mount)}: {modes.TrimStart(',', ' ')}",
            { } claim => $"{Target(mount)}: spec.storageClassName: {spoken}{modes}{NotOfOneVolume(claim)}",
            null => $"{Target(mount)}: a persistentVolumeClaim of class {spoken} in place of {mount.Volume.Source.Spoken}",
        };
    }

    /// <summary>A claim that somebody wrote for a certain volume is bound by no other class; what the binder wrote is gone with the claim.</summary>
    private static string NotOfOneVolume(ClaimLink claim) =>
        claim is { Claim.Metadata.Annotations: var notes, Spec.VolumeName.Length: > 0 } && !notes.ContainsKey(BoundByController)
            ? ", without spec.volumeName"
            : string.Empty;

    /// <summary>A claim that many nodes may write makes some block storage fall back to a network file system; say so in the same breath.</summary>
    public static string Modes(MountFacts mount, string storageClass, StoragePolicy policy) =>
        mount.Claim?.Spec is { } spec
        && spec.AccessModes.HasFlag(AccessModes.ReadWriteMany)
        && Advice.ForOneNode(storageClass, mount, policy) is Protocol.Block or Protocol.Directory
            ? ", spec.accessModes: [ReadWriteOnce]"
            : string.Empty;

    /// <summary>The object to write it in.</summary>
    public static string Target(MountFacts mount) => mount.Claim switch
    {
        { Template: not null, Claim: null } => mount.Workload.Spoken,
        { Claim: { Origin: not null } claim } => claim.Spoken,
        { } claim => ManifestKinds.PersistentVolumeClaim.Named(claim.Namespace, claim.Name).ToString(),
        null => $"{mount.Workload.Spoken}, volume {mount.Volume.Name}",
    };
}
