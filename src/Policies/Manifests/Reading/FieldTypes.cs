using static HomelabStorage.Policies.Manifests.Reading.FieldType;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// The types of the fields that the judgement reads, by kind. A manifest that breaks one of them never becomes an object, so nothing is judged about it;
/// an API server has looked already, so what it sends is not asked again.
/// </summary>
internal static class FieldTypes
{
    internal static readonly Text Word = new();
    internal static readonly ListOf WordList = new(Word);
    internal static readonly Map Words = new();
    internal static readonly Flag Switch = new();
    internal static readonly Whole Count = new(int.MaxValue);
    private static readonly Whole Id = new(long.MaxValue);
    private static readonly Moment Time = new();
    internal static readonly Fields Anything = new();
    private static readonly Fields Named = new(("name", Word), ("key", Word), ("optional", Switch));

    internal static readonly Fields ObjectMetadata = new(
        ("name", Word), ("generateName", Word), ("namespace", Word), ("uid", Word), ("labels", Words), ("annotations", Words),
        ("creationTimestamp", Time), ("deletionTimestamp", Time), ("managedFields", new ListOf(new Fields(("fieldsV1", Anything)))),
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

    public static readonly Fields Claim = Object(ClaimSpec, ("status", new Fields(("phase", Word))));

    private static readonly Fields Security = new(("runAsUser", Id), ("runAsGroup", Id), ("runAsNonRoot", Switch));

    private static readonly Fields PodSecurity = new(("runAsUser", Id), ("runAsGroup", Id), ("runAsNonRoot", Switch), ("fsGroup", Id));

    private static readonly ListOf Containers = new(new Fields(
        ("name", Word), ("image", Word), ("restartPolicy", Word), ("command", WordList), ("args", WordList),
        ("workingDir", Word), ("securityContext", Security),
        ("env", new ListOf(new Fields(("name", Word), ("value", Word), ("valueFrom", new Fields(("configMapKeyRef", Named), ("secretKeyRef", Named)))))),
        ("envFrom", new ListOf(new Fields(("prefix", Word), ("configMapRef", Named), ("secretRef", Named)))),
        ("volumeMounts", new ListOf(new Fields(("name", Word), ("mountPath", Word), ("subPath", Word), ("subPathExpr", Word), ("readOnly", Switch),
            ("mountPropagation", Word))))));

    private static readonly Fields Server = new(("server", Word), ("path", Word), ("targetPortal", Word));

    /// <summary>What names the storage behind a volume, in a pod or a PersistentVolume.</summary>
    private static readonly (string Name, FieldType Type)[] Backings =
    [
        ("csi", new Fields(("driver", Word), ("volumeHandle", Word), ("volumeAttributes", Words))),
        .. VolumeSourceReader.PluginFields.Select(field => (field, (FieldType)Server)),
    ];

    private static readonly ListOf MountedKeys = new(new Fields(("key", Word), ("path", Word)));

    private static readonly ListOf Volumes = new(new Fields([
        ("name", Word),
        ("persistentVolumeClaim", new Fields(("claimName", Word))),
        ("emptyDir", new Fields(("medium", Word))),
        ("ephemeral", new Fields(("volumeClaimTemplate", Claim))),
        ("configMap", new Fields(("name", Word), ("items", MountedKeys))),
        ("secret", new Fields(("secretName", Word), ("items", MountedKeys))),
        ("projected", Anything),
        ("downwardAPI", Anything),
        ("image", Anything),
        .. Backings,
    ]));

    private static readonly ListOf NodeTerm = new(new Fields(("key", Word), ("operator", Word), ("values", WordList)));

    private static readonly Fields NodeTerms = new(
        ("nodeSelectorTerms", new ListOf(new Fields(("matchExpressions", NodeTerm), ("matchFields", NodeTerm)))));

    private static readonly Fields PodTerms = new(("requiredDuringSchedulingIgnoredDuringExecution", new ListOf(new Fields(
        ("topologyKey", Word), ("namespaces", WordList), ("labelSelector", Selector)))));

    private static readonly Fields PodSpec = new(
        ("nodeName", Word), ("nodeSelector", Words),
        ("affinity", new Fields(
            ("nodeAffinity", new Fields(("requiredDuringSchedulingIgnoredDuringExecution", NodeTerms))),
            ("podAffinity", PodTerms), ("podAntiAffinity", PodTerms))),
        ("containers", Containers), ("initContainers", Containers), ("ephemeralContainers", Containers), ("volumes", Volumes),
        ("securityContext", PodSecurity), ("restartPolicy", Word), ("tolerations", new ListOf(Anything)),
        ("imagePullSecrets", new ListOf(new Fields(("name", Word)))));

    public static readonly Fields Pod = Object(PodSpec);

    private static readonly Fields Surge = new(("maxSurge", new Share()));

    private static readonly Fields JobSpec = new(("suspend", Switch), ("completions", Count), ("parallelism", Count), ("template", Pod));

    private static readonly Fields InstanceStorage = new(("storageClass", Word), ("size", new Amount()), ("pvcTemplate", ClaimSpec));

    public static readonly Fields Namespace = new(("metadata", ObjectMetadata));

    public static readonly Fields Node = Object(
        new(("unschedulable", Switch), ("taints", new ListOf(new Fields(("key", Word), ("value", Word), ("effect", Word))))),
        ("status", new Fields(("addresses", new ListOf(new Fields(("address", Word)))))));

    public static readonly Fields Secret = new(("metadata", ObjectMetadata), ("data", Anything), ("stringData", Anything));

    public static readonly Fields SealedSecret = Object(new(
        ("encryptedData", Anything), ("template", new Fields(("metadata", ObjectMetadata), ("data", Anything)))));

    public static readonly Fields ExternalSecret = Object(new(
        ("target", new Fields(
            ("name", Word),
            ("creationPolicy", Word),
            ("template", new Fields(("engineVersion", Word), ("mergePolicy", Word), ("data", Anything), ("templateFrom", new ListOf(Anything)))))),
        ("data", new ListOf(new Fields(("secretKey", Word)))),
        ("dataFrom", new ListOf(Anything))));

    public static readonly Fields ConfigMap = new(("metadata", ObjectMetadata), ("data", Words));

    public static readonly Fields Service = Object(new(
        ("type", Word),
        ("clusterIP", Word),
        ("loadBalancerIP", Word),
        ("externalIPs", WordList),
        ("selector", Words),
        ("ports", new ListOf(new Fields(("port", Count), ("targetPort", Word), ("nodePort", Count))))));

    public static readonly Fields PersistentVolume = Object(new([
        ("storageClassName", Word),
        ("accessModes", WordList),
        ("volumeMode", Word),
        ("capacity", new Fields(("storage", new Amount()))),
        ("mountOptions", WordList),
        ("claimRef", new Fields(("name", Word), ("namespace", Word), ("uid", Word))),
        ("persistentVolumeReclaimPolicy", Word),
        ("nodeAffinity", new Fields(("required", NodeTerms))),
        .. Backings,
    ]));

    public static readonly Fields StorageClass = new(
        ("metadata", ObjectMetadata),
        ("provisioner", Word),
        ("parameters", new Map("mountOptions")),
        ("mountOptions", WordList),
        ("reclaimPolicy", Word));

    public static readonly Fields Deployment = Object(new(
        ("replicas", Count),
        ("template", Pod),
        ("strategy", new Fields(("type", Word), ("rollingUpdate", Surge)))));

    public static readonly Fields ReplicaSet = Object(new(("replicas", Count), ("template", Pod)));

    public static readonly Fields StatefulSet = Object(new(
        ("replicas", Count), ("template", Pod), ("ordinals", new Fields(("start", Count))), ("volumeClaimTemplates", new ListOf(Claim))));

    public static readonly Fields DaemonSet = Object(new(("template", Pod), ("updateStrategy", new Fields(("rollingUpdate", Surge)))));

    public static readonly Fields Job = Object(JobSpec);

    public static readonly Fields CronJob = Object(new(
        ("schedule", Word),
        ("timeZone", Word),
        ("suspend", Switch),
        ("jobTemplate", new Fields(("spec", JobSpec)))),
        ("status", new Fields(("lastSuccessfulTime", Time))));

    public static readonly Fields Rollout = Object(new(
        ("replicas", Count),
        ("template", Pod),
        ("workloadRef", Anything),
        ("strategy", new Fields(("canary", Surge)))));

    public static readonly Fields PostgresCluster = Object(new(
        ("instances", Count), ("imageName", Word), ("inheritedMetadata", new Fields(
            ("labels", Words),
            ("annotations", Words))), ("storage", InstanceStorage), ("walStorage", InstanceStorage),
        ("tablespaces", new ListOf(new Fields(("name", Word), ("storage", InstanceStorage)))),
        ("backup", new Fields(("barmanObjectStore", new Fields(("endpointURL", Word))))),
        ("plugins", new ListOf(new Fields(
            ("name", Word),
            ("enabled", Switch),
            ("isWALArchiver", Switch),
            ("parameters", new Fields(("barmanObjectName", Word))))))),
        ("status", new Fields(
            ("lastSuccessfulBackup", Word),
            ("conditions", new ListOf(new Fields(("type", Word), ("status", Word)))))));

    /// <summary>An object with metadata, a spec and whatever else is read of it.</summary>
    internal static Fields Object(Fields spec, params (string Name, FieldType Type)[] rest) => new([("metadata", ObjectMetadata), ("spec", spec), .. rest]);
}
