using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace HomelabStorage.Cluster.Connection;

/// <summary>
/// The configuration that kubectl would use. Of several files in KUBECONFIG the one that has the context counts, whole: clusters and users of one
/// file with a context of another are rare, and relative paths would lose their folder.
/// </summary>
internal static class Kubeconfig
{
    public static KubernetesClientConfiguration Read(string? context)
    {
        var files = Files();
        if (files.Length == 1)
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(files[0], context);
        }

        var configurations = Array.ConvertAll(files, file => KubernetesClientConfiguration.LoadKubeConfig(file, useRelativePaths: true));
        var wanted = context ?? configurations.Select(c => c.CurrentContext).FirstOrDefault(c => !string.IsNullOrEmpty(c));
        var found = Array.FindIndex(configurations, c => Has(c, wanted));
        return found >= 0
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(files[found], wanted)
            : throw new KubeConfigException($"context '{wanted}' is in none of {string.Join(", ", files.Select(f => f.FullName))}");
    }

    private static bool Has(K8SConfiguration configuration, string? context) =>
        configuration.Contexts?.Any(c => string.Equals(c.Name, context, StringComparison.Ordinal)) == true;

    private static FileInfo[] Files()
    {
        var listed = Environment.GetEnvironmentVariable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        FileInfo[] files = [.. listed.Select(path => new FileInfo(path)).Where(file => file.Exists)];
        return files.Length > 0 ? files
            : listed.Length > 0 ? throw new KubeConfigException($"KUBECONFIG names no file that exists: {string.Join(Path.PathSeparator, listed)}")
            : [new FileInfo(KubernetesClientConfiguration.KubeConfigDefaultLocation)];
    }
}
