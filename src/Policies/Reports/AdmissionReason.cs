using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Why an object that would be refused is in a cluster with a webhook, as far as the objects tell.</summary>
internal static class AdmissionReason
{
    /// <summary>The reason, which goes on after a colon.</summary>
    public static string Of(Verdict verdict, DateTimeOffset guardedSince)
    {
        var subject = verdict.Subject;
        return subject.Created <= guardedSince ? "it is older than the webhook"
            : verdict.Facts is { Surroundings.Namespace.IsUnasked: true }
                ? $"its namespace has the label {Annotation.Ignore}, so the API server does not ask about it"
            : Last(verdict.Facts, subject.Created) is { } last ? ThatCameLast(last)
            : subject.Metadata.Controller is { IsJudged: false } owner
                ? $"its owner, {owner.Kind} {owner.Name}, is not judged itself, and of such an owner only the first pod is refused"
            : "the webhook did not answer when it was made or changed, or the policy was different";
    }

    /// <summary>The newest link of the object's chains, where it is newer than the object.</summary>
    private static Manifest? Last(SubjectFacts? facts, DateTimeOffset created) =>
        facts?.Mounts.SelectMany(mount => Links(mount, facts)).Where(link => link.Created > created).MaxBy(link => link.Created);

    private static IEnumerable<Manifest> Links(MountFacts mount, SubjectFacts facts) =>
        new Manifest?[] { mount.Claim?.Claim, mount.Claim?.Volume, (mount.Claim?.Class as StorageClassReference.Known)?.Class, mount.Workload }
            .OfType<Manifest>().Where(link => link.Reference != facts.Manifest.Reference);

    private static string ThatCameLast(Manifest last)
    {
        var came = string.Create(CultureInfo.InvariantCulture, $"{last.Reference} came after it, on {last.Created.UtcDateTime:yyyy-MM-dd HH:mm}Z");
        return last switch
        {
            Volume { Provisioner.Length: > 0 } volume => $"{came}; {volume.Provisioner} made that, and what a provisioner makes is never refused",
            { Metadata.Controller: { IsJudged: false } owner } => $"{came}; its owner, {owner.Kind} {owner.Name}, is not judged itself",
            _ => $"{came}; the webhook did not answer then, or the policy was different",
        };
    }
}
