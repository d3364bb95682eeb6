using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>Reads a container of the app-template's values: an image in parts, and an environment that is a map or a list.</summary>
internal static class AppTemplateContainer
{
    public static Container Read(string name, JsonElement container, Release release, AppTemplateNames names, ContainerRole role) => new()
    {
        Name = container.Text("nameOverride"u8) is { Length: > 0 } other ? release.Fill(other) : name,
        Image = Image(container.Field("image"u8), release),
        Role = role,
        Environment = Environment(container.Field("env"u8), release),
        EnvironmentSources = Sources(container, release, names),
        CommandLine = string.Join(' ', [.. Words(container, "command"u8), .. Words(container, "args"u8)]),
        WorkingDirectory = container.Text("workingDir"u8),
    };

    private static ImageReference Image(JsonElement image, Release release)
    {
        var repository = image.ValueKind == JsonValueKind.String ? image.AsText() : image.Text("repository"u8);
        var tag = release.Fill(image.Text("tag"u8));
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
            return new EnvironmentValue.FromSecret(release.Fill(secret.Text("name"u8)), secret.Text("key"u8));
        }

        return value.Field("value"u8).ValueKind != JsonValueKind.Undefined
            ? new EnvironmentValue.Literal(release.Fill(value.Text("value"u8)))
            : new EnvironmentValue.Hidden("the node");
    }

    private static List<EnvironmentSource> Sources(JsonElement container, Release release, AppTemplateNames names)
    {
        var sources = new List<EnvironmentSource>();
        foreach (var source in container.Items("envFrom"u8))
        {
            var prefix = source.Text("prefix"u8);
            if (Name(source, "configMapRef"u8, "configMap"u8, release, names) is { Length: > 0 } configMap)
            {
                sources.Add(new EnvironmentSource.AllOfConfigMap(configMap, prefix));
            }
            else if (Name(source, "secretRef"u8, "secret"u8, release, null) is { Length: > 0 } secret)
            {
                sources.Add(new EnvironmentSource.AllOfSecret(secret, prefix));
            }
        }

        return sources;
    }

    /// <summary>A name is said as it is, or by the key of an entry of the values.</summary>
    private static string Name(JsonElement source, ReadOnlySpan<byte> reference, ReadOnlySpan<byte> brief, Release release, AppTemplateNames? names)
    {
        var named = source.Field(reference);
        if (named.Text("name"u8) is { Length: > 0 } name)
        {
            return release.Fill(name);
        }

        var key = named.Text("identifier"u8) is { Length: > 0 } identifier ? identifier : source.Text(brief);
        return key.Length == 0 || names is null ? release.Fill(key) : names.ConfigMapNamed(key);
    }
}
