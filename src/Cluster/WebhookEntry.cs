using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster;

/// <summary>One webhook of a configuration: what the API server asks about, and what becomes of requests while the webhook does not answer.</summary>
internal sealed record WebhookEntry(string Name, string Path, int TimeoutSeconds, string FailurePolicy)
{
    private const string NotUs = "!has(request.userInfo.groups) || !('homelab-storage:break-glass' in request.userInfo.groups)";

    /// <summary>
    /// True where an annotation of ours stands on one that the other has not or has otherwise. A claim's spec is the volume binder's to change, which
    /// nothing may hold up.
    /// </summary>
    private static string Ours(string one, string other) =>
        $"(has({one}.metadata.annotations) && {one}.metadata.annotations.exists(k, k.startsWith('{Annotation.Prefix}') && "
            + $"!(has({other}.metadata.annotations) && k in {other}.metadata.annotations && {other}.metadata.annotations[k] "
                + $"== {one}.metadata.annotations[k])))";

    /// <summary>True of an owner that is judged in place of what it makes, and of a node, which runs its static pods anyway.</summary>
    private static string Made(string owner) => string.Join(" "
        + "|| ", ManifestKinds.All.Where(k =>
            k.MakesPods).Select(k => (k.Group, k.Name)).Append((Group: string.Empty, Name: "Node")).GroupBy(j => j.Group, StringComparer.Ordinal)
        .Select(g => $"({(g.Key.Length == 0 ? $"{owner}.apiVersion == 'v1'" : $"{owner}.apiVersion.startsWith('{g.Key}/')")} && {owner}.kind "
            + $"in [{string.Join(", ", g.Select(j => $"'{j.Name}'"))}])"));

    /// <summary>What it is there for, as a comment.</summary>
    public required string About { get; init; }

    /// <summary>What it is asked about.</summary>
    public required IReadOnlyList<WebhookRule> Rules { get; init; }

    /// <summary>CEL conditions that the API server looks at before it asks (Kubernetes 1.28), of which all have to hold.</summary>
    public required IReadOnlyList<(string Name, string Expression)> Conditions { get; init; }

    /// <summary>Whether it is asked about namespaces that are left alone, too: what we did to a claim before is still to be kept.</summary>
    public bool IsEverywhere { get; init; }

    /// <summary>Whether another mutator's change makes the API server ask again.</summary>
    public bool IsReinvoked { get; init; }

    public static IReadOnlyList<WebhookEntry> Mutating { get; } =
    [
        new("mutate.homelab-storage.io", "/mutate", 5, "Ignore")
        {
            About = "Chooses the class of a claim, and says what is to be backed up. While the webhook does not answer, the claim gets what it asks for.",
            Rules = [WebhookRule.Of(ManifestKinds.PersistentVolumeClaim, "[CREATE]")],
            Conditions = [("break-glass", NotUs)],
            IsReinvoked = true,
        },
        new("pods.homelab-storage.io", "/mutate", 3, "Ignore")
        {
            About = "Puts what the policy wants beside databases into pods. While the webhook does not answer, pods start without it.",
            Rules = [WebhookRule.Of(ManifestKinds.Pod, "[CREATE]")],
            Conditions =
            [
                ("has-claims", "has(object.spec.volumes) && object.spec.volumes.exists(v, has(v.persistentVolumeClaim))"),
                ("not-static", "!has(object.metadata.annotations) || !('kubernetes.io/config.mirror' in object.metadata.annotations)"),
                ("break-glass", NotUs),
            ],
            IsReinvoked = true,
        },
        new("pin.homelab-storage.io", "/mutate", 5, "Fail")
        {
            About = "Keeps the class that was chosen when Git asks for its own again. Only such a request fails while the webhook does not answer: with "
                + "Ignore the API server would say 'immutable', and Flux with force would delete the claim.",
            Rules = [WebhookRule.Of(ManifestKinds.PersistentVolumeClaim, "[UPDATE]")],
            Conditions = [("not-deleting", PinPolicy.NotDeleting), ("was-chosen", PinPolicy.WasChosen), ("class-differs", PinPolicy.ClassDiffers)],
            IsEverywhere = true,
        },
        new("record.homelab-storage.io", "/mutate", 5, "Ignore")
        {
            About = "Keeps the record of what was asked, which a replace forgets. Without it the next apply of Git's class would be refused as a "
                + "change of an immutable field.",
            Rules = [WebhookRule.Of(ManifestKinds.PersistentVolumeClaim, "[UPDATE]")],
            Conditions =
            [
                ("not-deleting", PinPolicy.NotDeleting),
                ("was-chosen", PinPolicy.WasChosen),
                ("class-stays", $"!({PinPolicy.ClassDiffers})"),
                ("record-differs", PinPolicy.RecordDiffers),
            ],
            IsEverywhere = true,
        },
    ];

    public static IReadOnlyList<WebhookEntry> Validating { get; } =
    [
        new("validate.homelab-storage.io", "/validate", 5, "Ignore")
        {
            About = "Refuses what would lose data. While the webhook does not answer, everything passes and the next audit finds it; components/fail-closed "
                + "makes it the other way round.",
            Rules = WebhookRule.Of(Asked.Always),
            Conditions =
            [
                ("not-deleting", "request.operation != 'UPDATE' || " + PinPolicy.NotDeleting),
                ("relevant-change", "request.operation != 'UPDATE' || (request.kind.kind == 'PersistentVolumeClaim' "
                    + $"? {Ours("object", "oldObject")} || {Ours("oldObject", "object")} : !has(object.spec) || object.spec != oldObject.spec || "
                        + $"(has(object.metadata.annotations) ? object.metadata.annotations : {{}}) != (has(oldObject.metadata.annotations) ? "
                            + $"oldObject.metadata.annotations : {{}}))"),
                ("scales-up", "!has(request.subResource) || request.subResource != 'scale' || (has(object.spec.replicas) ? object.spec.replicas "
                    + ": 0) > (has(oldObject.spec.replicas) ? oldObject.spec.replicas : 0)"),
                ("nobodys-child", "request.kind.kind == 'PersistentVolumeClaim' || (has(request.subResource) && request.subResource == "
                    + "'ephemeralcontainers') || !has(object.metadata.ownerReferences) || !object.metadata.ownerReferences.exists(o, "
                        + $"has(o.controller) && o.controller && ({Made("o")}))"),
                ("break-glass", NotUs),
            ],
        },
        new("volumes.homelab-storage.io", "/validate", 3, "Ignore")
        {
            About = "Refuses a PersistentVolume made by hand that completes what would lose data. It stays open where the other is closed, and "
                + "is never asked about what a provisioner made, which would be made again and again.",
            Rules = WebhookRule.Of(Asked.ByHand),
            Conditions =
            [
                ("not-deleting", "request.operation != 'UPDATE' || " + PinPolicy.NotDeleting),
                ("by-hand", "(!has(object.metadata.annotations) || !('pv.kubernetes.io/provisioned-by' in object.metadata.annotations)) && "
                    + "(!has(object.spec.claimRef) || !has(object.spec.claimRef.uid))"),
                ("relevant-change", "request.operation != 'UPDATE' || object.spec != oldObject.spec || (has(object.metadata.labels) ? "
                    + "object.metadata.labels : {}) != (has(oldObject.metadata.labels) ? oldObject.metadata.labels : {})"),
                ("break-glass", NotUs),
            ],
        },
    ];
}
