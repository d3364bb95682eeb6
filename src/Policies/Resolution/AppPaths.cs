using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>The paths at which an app's data lie in a container, after the variables that move them.</summary>
internal static class AppPaths
{
    public static IReadOnlyList<(AppData Data, string Path)> Of(App app, ContainerEnvironment environment)
    {
        var paths = new List<(AppData, string)>(app.Data.Count);
        foreach (var data in app.Data)
        {
            var moved = data.Variable.Length > 0 && environment.Lookup(data.Variable) is EnvironmentValue.Literal literal ? AbsolutePath(literal.Text) : string.Empty;
            if (moved.Length > 0 || data.Path.Length > 0)
            {
                paths.Add((data, MountPath.Normalise(moved.Length > 0 ? moved : data.Path)));
            }
        }

        return paths;
    }

    /// <summary>The path in a value that is one, or in a database address such as <c>sqlite:////data/app.db</c>; empty when there is none.</summary>
    public static string AbsolutePath(string value)
    {
        if (value.Length > ObjectSize.LongestText)
        {
            // No file has such a name, and every message would repeat it.
            return string.Empty;
        }

        var text = value.Trim();
        var scheme = text.IndexOf(':', StringComparison.Ordinal);
        if (scheme > 1 && !text.StartsWith('/'))
        {
            text = text[(scheme + 1)..];
            text = text.StartsWith("///", StringComparison.Ordinal) ? text.TrimStart('/').Insert(0, "/") : text.StartsWith("//", StringComparison.Ordinal) ? string.Empty : text;
        }

        var query = text.IndexOf('?', StringComparison.Ordinal);
        text = query < 0 ? text : text[..query];
        return text.StartsWith('/') ? text : string.Empty;
    }
}
