using System.Collections.Frozen;
using static HomelabStorage.Policies.Manifests.Reading.FieldType;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// The types of the fields that the judgement reads, by kind. A manifest that breaks one of them never becomes an object, so nothing is judged about it;
/// an API server has looked already, so what it sends is not asked again.
/// </summary>
internal static class FieldTypes
{
    private static readonly Text Word = new();
    private static readonly ListOf WordList = new(Word);
    private static readonly Map Words = new();
    private static readonly Flag Switch = new();
    private static readonly Whole Count = new(int.MaxValue);
    private static readonly Whole Id = new(long.MaxValue);
    private static readonly Fields Anything = new();
    private static readonly Fields Named = new(("name", Word), ("key", Word));

    private static readonly Fields Metadata = new(
        ("name", Word), ("generateName", Word), ("namespace", Word), ("uid", Word), ("labels", Words), ("annotations", Words),
        ("finalizers", WordList), ("ownerReferences", new ListOf(new Fields(("apiVersion", Word), ("kind", Word), ("name", Word), ("uid", Word), ("controller", Switch)))));

    private static readonly Fields Selector = new(
        ("matchLabels", Words), ("matchExpressions", new ListOf(new Fields(("key", Word), ("operator", Word), ("values", WordList)))));

    private static readonly Fields ClaimSpec = new(
        ("storageClassName", Word), ("accessModes", WordList), ("volumeMode", Word), ("volumeName", Word), ("selector", Selector),
        ("resources", new Fields(("requests", new Fields(("storage", new Amount()))))), ("dataSource", Anything), ("dataSourceRef", Anything));

    private static readonly Fields Claim = Object(ClaimSpec);

    private static readonly Fields Security = new(("runAsUser", Id), ("runAsGroup", Id), ("runAsNonRoot", Switch));

    private static readonly ListOf Containers = new(new Fields(
        ("name", Word), ("image", Word), ("restartPolicy", Word), ("command", WordList), ("args", WordList), ("securityContext", Security),
        ("env", new ListOf(new Fields(("name", Word), ("value", Word), ("valueFrom", new Fields(("configMapKeyRef", Named), ("secretKeyRef", Named)))))),
        ("envFrom", new ListOf(new Fields(("prefix", Word), ("configMapRef", Named), ("secretRef", Named)))),
        ("volumeMounts", new ListOf(new Fields(("name", Word), ("mountPath", Word), ("subPath", Word), ("subPathExpr", Word), ("readOnly", Switch))))));

    private static readonly Fields Path = new(("path", Word));

    private static readonly Fields Server = new(("server", Word), ("path", Word));

    private static readonly Fields Driver = new(("driver", Word), ("volumeAttributes", Words));

    private static readonly ListOf Volumes = new(new Fields(
        ("name", Word), ("persistentVolumeClaim", new Fields(("claimName", Word))), ("emptyDir", new Fields(("medium", Word))), ("hostPath", Path), ("nfs", Server),
        ("csi", Driver), ("ephemeral", new Fields(("volumeClaimTemplate", Claim))), ("configMap", Anything), ("secret", Anything), ("projected", Anything)));

    private static readonly Fields PodSpec = new(
        ("containers", Containers), ("initContainers", Containers), ("volumes", Volumes), ("securityContext", Security), ("restartPolicy", Word));

    private static readonly Fields Pod = Object(PodSpec);

    private static readonly Fields JobSpec = new(("parallelism", Count), ("template", Pod));

    private static readonly FrozenDictionary<(string Group, string Kind), Fields> Kinds = new Dictionary<(string, string), Fields>
    {
        [(string.Empty, "Pod")] = Pod,
        [(string.Empty, "PersistentVolumeClaim")] = Claim,
        [(string.Empty, "Namespace")] = new(("metadata", Metadata)),
        [(string.Empty, "ConfigMap")] = new(("metadata", Metadata), ("data", Words)),
        [(string.Empty, "PersistentVolume")] = Object(new(
            ("storageClassName", Word), ("accessModes", WordList), ("volumeMode", Word), ("capacity", new Fields(("storage", new Amount()))), ("mountOptions", WordList),
            ("claimRef", new Fields(("name", Word), ("namespace", Word))), ("persistentVolumeReclaimPolicy", Word), ("nfs", Server), ("csi", Driver), ("hostPath", Path), ("local", Path))),
        [("storage.k8s.io", "StorageClass")] = new(
            ("metadata", Metadata), ("provisioner", Word), ("parameters", Anything), ("mountOptions", WordList), ("reclaimPolicy", Word), ("volumeBindingMode", Word)),
        [("apps", "Deployment")] = Object(new(("replicas", Count), ("template", Pod), ("strategy", new Fields(("type", Word), ("rollingUpdate", new Fields(("maxSurge", Word))))))),
        [(string.Empty, "ReplicationController")] = Object(new(("replicas", Count), ("template", Pod))),
        [("apps", "ReplicaSet")] = Object(new(("replicas", Count), ("template", Pod))),
        [("apps", "StatefulSet")] = Object(new(("replicas", Count), ("template", Pod), ("volumeClaimTemplates", new ListOf(Claim)))),
        [("apps", "DaemonSet")] = Object(new(("template", Pod), ("updateStrategy", new Fields(("rollingUpdate", new Fields(("maxSurge", Word))))))),
        [("batch", "Job")] = Object(JobSpec),
        [("batch", "CronJob")] = Object(new(("jobTemplate", new Fields(("spec", JobSpec))))),
        [("kustomize.toolkit.fluxcd.io", "Kustomization")] = Object(new(("force", Switch), ("prune", Switch), ("path", Word))),
        [("volsync.backube", "ReplicationSource")] = Object(new(("sourcePVC", Word))),
    }.ToFrozenDictionary();

    /// <summary>The type of a kind; null for one whose fields are not known here.</summary>
    public static FieldType? Of(ObjectReference reference) =>
        Kinds.GetValueOrDefault((reference.ApiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? reference.ApiVersion[..slash] : string.Empty, reference.Kind));

    private static Fields Object(Fields spec) => new(("metadata", Metadata), ("spec", spec));
}
