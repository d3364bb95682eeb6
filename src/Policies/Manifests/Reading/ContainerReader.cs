using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class ContainerReader
{
    public static IReadOnlyList<Container> ReadAll(JsonElement podSpec)
    {
        var containers = new Container[podSpec.Count("initContainers"u8) + podSpec.Count("containers"u8) + podSpec.Count("ephemeralContainers"u8)];
        var next = 0;
        var pod = User(podSpec.Field("securityContext"u8), default);
        foreach (var container in podSpec.Items("initContainers"u8))
        {
            containers[next++] = Read(container, pod, container.Text("restartPolicy"u8) is "Always" ? ContainerRole.Sidecar : ContainerRole.Init);
        }

        foreach (var container in podSpec.Items("containers"u8))
        {
            containers[next++] = Read(container, pod, ContainerRole.Main);
        }

        foreach (var container in podSpec.Items("ephemeralContainers"u8))
        {
            containers[next++] = Read(container, pod, ContainerRole.Ephemeral);
        }

        return containers;
    }

    private static Container Read(JsonElement container, RunsAs pod, ContainerRole role) => new()
    {
        Name = container.Text("name"u8),
        Image = container.Text("image"u8) is { Length: > 0 } image ? ImageReference.Parse(image) : ImageReference.None,
        Role = role,
        Environment = container.Each("env"u8, Variable),
        EnvironmentSources = Sources(container) is { } sources ? sources : [],
        CommandLine = CommandLine(container.Texts("command"u8), container.Texts("args"u8)),
        WorkingDirectory = container.Text("workingDir"u8),
        User = User(container.Field("securityContext"u8), pod),
        Mounts = Mounts(container),
    };

    private static string CommandLine(IReadOnlyList<string> command, IReadOnlyList<string> arguments) =>
        command.Count + arguments.Count == 0 ? string.Empty : string.Join(' ', [.. command, .. arguments]);

    /// <summary>Whom a security context says a container runs as; what it leaves open is otherwise.</summary>
    public static RunsAs User(JsonElement security, RunsAs otherwise) => new(
        Id(security.Field("runAsUser"u8)) ?? otherwise.User,
        Id(security.Field("runAsGroup"u8)) ?? otherwise.Group,
        security.Field("runAsNonRoot"u8).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => otherwise.IsNeverRoot });

    /// <summary>The number of a user or group; null where none is written.</summary>
    public static long? Id(JsonElement field) => field.ValueKind == JsonValueKind.Number && field.TryGetInt64(out var id) ? id : null;

    private static EnvironmentVariable Variable(JsonElement variable) => new(variable.Text("name"u8), Value(variable));

    private static EnvironmentValue Value(JsonElement variable)
    {
        var from = variable.Field("valueFrom"u8);
        if (from.ValueKind != JsonValueKind.Object)
        {
            return new EnvironmentValue.Literal(variable.Text("value"u8));
        }

        if (from.Field("configMapKeyRef"u8) is { ValueKind: JsonValueKind.Object } configMap)
        {
            return new EnvironmentValue.FromConfigMap(configMap.Text("name"u8), configMap.Text("key"u8)) { IsOptional = configMap.IsTrue("optional"u8) };
        }

        return from.Field("secretKeyRef"u8) is { ValueKind: JsonValueKind.Object } secret
            ? new EnvironmentValue.FromSecret(secret.Text("name"u8), secret.Text("key"u8)) { IsOptional = secret.IsTrue("optional"u8) }
            : new EnvironmentValue.Hidden("the node");
    }

    private static List<EnvironmentSource>? Sources(JsonElement container)
    {
        List<EnvironmentSource>? sources = null;
        foreach (var source in container.Items("envFrom"u8))
        {
            var prefix = source.Text("prefix"u8);
            if (source.Field("configMapRef"u8) is { ValueKind: JsonValueKind.Object } configMap)
            {
                (sources ??= []).Add(new EnvironmentSource.AllOfConfigMap(configMap.Text("name"u8), prefix) { IsOptional = configMap.IsTrue("optional"u8) });
            }
            else if (source.Field("secretRef"u8) is { ValueKind: JsonValueKind.Object } secret)
            {
                (sources ??= []).Add(new EnvironmentSource.AllOfSecret(secret.Text("name"u8), prefix) { IsOptional = secret.IsTrue("optional"u8) });
            }
        }

        return sources;
    }

    /// <summary>What a container mounts.</summary>
    public static VolumeMount[] Mounts(JsonElement container) => container.Each("volumeMounts"u8, Mount);

    private static VolumeMount Mount(JsonElement mount) => new()
    {
        Volume = mount.Text("name"u8),
        Path = MountPath.Normalise(mount.Text("mountPath"u8)),
        SubPath = MountPath.Within(mount.Text("subPath"u8) is { Length: > 0 } subPath ? subPath : mount.Text("subPathExpr"u8)),
        HasSubPathExpression = mount.Text("subPathExpr"u8).Length > 0,
        IsReadOnly = mount.IsTrue("readOnly"u8),
        IsMountedInto = mount.Text("mountPropagation"u8) is VolumeMount.ToAll,
    };
}
