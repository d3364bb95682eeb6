using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads a container of the app-template's values: an image in parts, and an environment that is a map or a list.</summary>
internal static class AppTemplateContainer
{
    public static Container Read(JsonProperty container, Release release, ContainerRole role) => new()
    {
        Name = container.Name,
        Image = Image(container.Value.Field("image"u8)),
        Role = role,
        Environment = Environment(container.Value.Field("env"u8), release),
        EnvironmentSources = Sources(container.Value, release),
        CommandLine = string.Join(' ', [.. Words(container.Value, "command"u8), .. Words(container.Value, "args"u8)]),
    };

    private static ImageReference Image(JsonElement image)
    {
        var repository = image.ValueKind == JsonValueKind.String ? image.AsText() : image.Text("repository"u8);
        var tag = image.Text("tag"u8);
        return repository.Length == 0 ? ImageReference.None : ImageReference.Parse(tag.Length == 0 ? repository : $"{repository}:{tag}");
    }

    private static IReadOnlyList<string> Words(JsonElement container, ReadOnlySpan<byte> field) =>
        container.Field(field).ValueKind == JsonValueKind.String ? [container.Text(field)] : container.Texts(field);

    private static List<EnvironmentVariable> Environment(JsonElement env, Release release)
    {
        var variables = new List<EnvironmentVariable>();
        if (env.ValueKind == JsonValueKind.Object)
        {
            foreach (var variable in env.EnumerateObject())
            {
                variables.Add(new EnvironmentVariable(variable.Name, Value(variable.Value, release)));
            }
        }
        else if (env.ValueKind == JsonValueKind.Array)
        {
            foreach (var variable in env.EnumerateArray())
            {
                variables.Add(new EnvironmentVariable(variable.Text("name"u8), Value(variable, release)));
            }
        }

        return variables;
    }

    private static EnvironmentValue Value(JsonElement value, Release release)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return new EnvironmentValue.Literal(release.Fill(value.AsText()));
        }

        var from = value.Field("valueFrom"u8) is { ValueKind: JsonValueKind.Object } nested ? nested : value;
        if (from.Field("configMapKeyRef"u8) is { ValueKind: JsonValueKind.Object } configMap)
        {
            return new EnvironmentValue.FromConfigMap(release.Fill(configMap.Text("name"u8)), configMap.Text("key"u8));
        }

        if (from.Field("secretKeyRef"u8) is { ValueKind: JsonValueKind.Object } secret)
        {
            return new EnvironmentValue.Hidden($"Secret {release.Fill(secret.Text("name"u8))}");
        }

        return value.Field("value"u8).ValueKind != JsonValueKind.Undefined ? new EnvironmentValue.Literal(release.Fill(value.Text("value"u8))) : new EnvironmentValue.Hidden("the node");
    }

    private static List<EnvironmentSource> Sources(JsonElement container, Release release)
    {
        var sources = new List<EnvironmentSource>();
        foreach (var source in container.Items("envFrom"u8))
        {
            var prefix = source.Text("prefix"u8);
            if (Name(source, "configMapRef"u8, "configMap"u8) is { Length: > 0 } configMap)
            {
                sources.Add(new EnvironmentSource.AllOfConfigMap(release.Fill(configMap), prefix));
            }
            else if (Name(source, "secretRef"u8, "secret"u8) is { Length: > 0 } secret)
            {
                sources.Add(new EnvironmentSource.AllOfSecret(release.Fill(secret), prefix));
            }
        }

        return sources;
    }

    private static string Name(JsonElement source, ReadOnlySpan<byte> reference, ReadOnlySpan<byte> brief)
    {
        var named = source.Field(reference);
        return named.Text("name"u8) is { Length: > 0 } name ? name : named.Text("identifier"u8) is { Length: > 0 } identifier ? identifier : source.Text(brief);
    }
}
