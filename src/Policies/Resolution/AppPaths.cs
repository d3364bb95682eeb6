using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>The paths at which an app's data is stored in a container, after the variables and options that move them.</summary>
internal static class AppPaths
{
    public static IReadOnlyList<(AppData Data, string Path)> Of(AppFacts facts, Container container, ContainerEnvironment environment)
    {
        var app = facts.App;
        if (AreUsual(app, container, environment))
        {
            return app.UsualPaths;
        }

        var paths = new List<(AppData, string)>(app.Data.Count);
        foreach (var data in app.Data)
        {
            if (data.IsOf(container.KnownAs))
            {
                Add(paths, data, app, container, environment);
            }
        }

        if (paths.Count == 0)
        {
            // An image of somebody else's making, under a name that none of the entries speaks of, may use any of the paths.
            foreach (var data in app.Data)
            {
                Add(paths, data, app, container, environment);
            }
        }

        return paths;
    }

    /// <summary>Whether the image uses every path, and nothing moves any, as in most pods.</summary>
    private static bool AreUsual(App app, Container container, ContainerEnvironment environment)
    {
        for (var i = 0; i < app.Data.Count; i++)
        {
            if (!app.Data[i].IsOf(container.KnownAs) || Written(app.Data[i], app, container, environment).Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string Written(AppData data, App app, Container container, ContainerEnvironment environment) =>
        data.Variable.Length > 0 && environment.Lookup(data.Variable) is EnvironmentValue.Literal literal ? literal.Text
        : data.Option.Length > 0 && Told(container.CommandLine, data.Option) is { Length: > 0 } told ? told
        : data.Key.Length > 0 && environment.Setting(app, data.Key) is EnvironmentValue.Literal setting ? setting.Text
        : string.Empty;

    private static void Add(List<(AppData, string)> paths, AppData data, App app, Container container, ContainerEnvironment environment)
    {
        var written = Written(data, app, container, environment);
        var moved = written.Length == 0
            ? string.Empty
            : DatabasePath.Of(written, container.WorkingDirectory.Length > 0 ? container.WorkingDirectory : app.WorkingDirectory);
        if (moved.Length > 0 || data.Path.Length > 0)
        {
            paths.Add((data, MountPath.Normalise(moved.Length > 0 ? moved : data.Path)));
        }
    }

    /// <summary>What a command line gives an option: behind an equals sign, or as the next word. One dash is as good as two.</summary>
    private static string Told(string commandLine, string option)
    {
        var name = option.TrimStart('-');
        var words = commandLine.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at].Trim('"', '\'');
            if (word is ['-', ..] && word.TrimStart('-') is var said && said.StartsWith(name, StringComparison.Ordinal))
            {
                var value = said.Length > name.Length ? said[name.Length] == '=' ? said[(name.Length + 1)..] : string.Empty
                    : at + 1 < words.Length ? words[at + 1] : string.Empty;
                if (value.Trim('"', '\'') is { Length: > 0 } path and not ['-', ..])
                {
                    return path;
                }
            }
        }

        return string.Empty;
    }
}
