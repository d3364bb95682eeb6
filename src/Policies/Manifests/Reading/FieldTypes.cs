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

    private static readonly Fields ObjectMetadata = new(
        ("name", Word), ("generateName", Word), ("namespace", Word), ("uid", Word), ("labels", Words), ("annotations", Words),
        ("finalizers", WordList), ("ownerReferences", new ListOf(new Fields(
            ("apiVersion", Word),
            ("kind", Word),
            ("name", Word),
            ("uid", Word),
            ("controller", Switch)))));

    private static readonly Fields Selector = new(
        ("matchLabels", Words), ("matchExpressions", new ListOf(new Fields(("key", Word), ("operator", Word), ("values", WordList)))));

    private static readonly Fields ClaimSpec = new(
        ("storageClassName", Word), ("accessModes", WordList), ("volumeMode", Word), ("volumeName", Word), ("selector", Selector),
        ("resources", new Fields(("requests", new Fields(("storage", new Amount()))))), ("dataSource", Anything), ("dataSourceRef", Anything));

    public static readonly Fields Claim = Object(ClaimSpec);

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
        ("name", Word),
        ("persistentVolumeClaim", new Fields(("claimName", Word))),
        ("emptyDir", new Fields(("medium", Word))),
        ("hostPath", Path),
        ("nfs", Server),
        ("csi", Driver),
        ("ephemeral", new Fields(("volumeClaimTemplate", Claim))),
        ("configMap", Anything),
        ("secret", Anything),
        ("projected", Anything)));

    private static readonly Fields PodSpec = new(
        ("containers", Containers), ("initContainers", Containers), ("volumes", Volumes), ("securityContext", Security), ("restartPolicy", Word));

    public static readonly Fields Pod = Object(PodSpec);

    private static readonly Fields Surge = new(("maxSurge", Word));

    private static readonly Fields JobSpec = new(("parallelism", Count), ("template", Pod));

    private static readonly Fields InstanceStorage = new(("storageClass", Word), ("size", new Amount()), ("pvcTemplate", ClaimSpec));

    public static readonly Fields Namespace = new(("metadata", ObjectMetadata));

    public static readonly Fields Secret = new(("metadata", ObjectMetadata));

    public static readonly Fields ConfigMap = new(("metadata", ObjectMetadata), ("data", Words));

    public static readonly Fields PersistentVolume = Object(new(
        ("storageClassName", Word),
        ("accessModes", WordList),
        ("volumeMode", Word),
        ("capacity", new Fields(("storage", new Amount()))),
        ("mountOptions", WordList),
        ("claimRef", new Fields(("name", Word), ("namespace", Word))),
        ("persistentVolumeReclaimPolicy", Word),
        ("nfs", Server),
        ("csi", Driver),
        ("hostPath", Path),
        ("local", Path)));

    public static readonly Fields StorageClass = new(
        ("metadata", ObjectMetadata),
        ("provisioner", Word),
        ("parameters", Anything),
        ("mountOptions", WordList),
        ("reclaimPolicy", Word),
        ("volumeBindingMode", Word));

    public static readonly Fields Deployment = Object(new(
        ("replicas", Count),
        ("template", Pod),
        ("strategy", new Fields(("type", Word), ("rollingUpdate", Surge)))));

    public static readonly Fields ReplicaSet = Object(new(("replicas", Count), ("template", Pod)));

    public static readonly Fields StatefulSet = Object(new(("replicas", Count), ("template", Pod), ("volumeClaimTemplates", new ListOf(Claim))));

    public static readonly Fields DaemonSet = Object(new(("template", Pod), ("updateStrategy", new Fields(("rollingUpdate", Surge)))));

    public static readonly Fields Job = Object(JobSpec);

    public static readonly Fields CronJob = Object(new(("schedule", Word), ("suspend", Switch), ("jobTemplate", new Fields(("spec", JobSpec)))));

    public static readonly Fields Rollout = Object(new(
        ("replicas", Count),
        ("template", Pod),
        ("workloadRef", Anything),
        ("strategy", new Fields(("canary", Surge)))));

    public static readonly Fields PostgresCluster = Object(new(
        ("instances", Count), ("imageName", Word), ("inheritedMetadata", new Fields(
            ("labels", Words),
            ("annotations", Words))), ("storage", InstanceStorage), ("walStorage", InstanceStorage),
        ("tablespaces", new ListOf(new Fields(("name", Word), ("storage", InstanceStorage))))));

    public static readonly Fields Kustomization = Object(new(("force", Switch), ("prune", Switch), ("path", Word)));

    public static readonly Fields Kustomize = new(("metadata", ObjectMetadata), ("namespace", Word));

    public static readonly Fields Release = Object(Anything);

    /// <summary>The types of what is read of an operator's object: words, but for what may be a mapping and what is a list.</summary>
    public static Fields Of(OperatorKind kind) => Below([
        .. kind.Fields
            .Where(f => f.Name is not ("method" or "target" or "selectors" or "retention"))
            .SelectMany(f => f.Paths)
            .Where(p => !p.StartsWith("/metadata/", StringComparison.Ordinal))
            .Select(p => p.Split('/')[1..]),
    ]) is { Known: var known }
        ? new([("metadata", ObjectMetadata), .. known])
        : throw new System.Diagnostics.UnreachableException();

    private static Fields Below(string[][] paths) =>
        new([.. paths.GroupBy(p => p[0], StringComparer.Ordinal).Select(g => (g.Key, Type: Type([.. g.Select(p => p[1..])])))]);

    private static FieldType Type(string[][] rest) => rest.Any(p => p is []) ? Word
        : rest.Any(p => p is ["*"]) ? WordList
        : rest.Any(p => p is ["*", ..]) ? new ListOf(Below([.. rest.Where(p => p is ["*", ..]).Select(p => p[1..])]))
        : Below(rest);

    private static Fields Object(Fields spec) => new(("metadata", ObjectMetadata), ("spec", spec));
}
