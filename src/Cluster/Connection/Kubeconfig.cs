using System.Globalization;
using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace HomelabStorage.Cluster.Connection;

/// <summary>
/// The configuration that kubectl would use. Of several files in KUBECONFIG the one that has the context counts, whole: clusters and users of one
/// file with a context of another are rare, and relative paths would lose their folder.
/// </summary>
internal static class Kubeconfig
{
    /// <summary>Where K3s writes the one of its own cluster, which kubectl elsewhere does not look for.</summary>
    private const string OfK3s = "/etc/rancher/k3s/k3s.yaml";

    public static KubernetesClientConfiguration Read(string? context)
    {
        var files = Files(
            Environment.GetEnvironmentVariable("KUBECONFIG") ?? string.Empty,
            KubernetesClientConfiguration.KubeConfigDefaultLocation,
            OfK3s);
        var configurations = Array.ConvertAll(files, Load);
        var wanted = context ?? configurations.Select(c => c.CurrentContext).FirstOrDefault(c => !string.IsNullOrEmpty(c));
        var found = Array.FindIndex(configurations, c => Has(c, wanted));
        return found >= 0 ? Built(files[found], configurations[found], wanted) : throw new KubeConfigException(None(files, configurations, wanted));
    }

    /// <summary>The files that are read.</summary>
    /// <param name="listed">What KUBECONFIG says; empty where it says nothing.</param>
    /// <param name="usual">The file where it says nothing.</param>
    /// <param name="other">The file of a server on this machine, which is hinted at where it is there.</param>
    internal static FileInfo[] Files(string listed, string usual, string other)
    {
        var paths = listed.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        FileInfo[] files = [.. (paths is [] ? [usual] : paths).Select(path => new FileInfo(path)).Where(file => file.Exists)];
        var hint = File.Exists(other) ? $"; K3s on this machine has one: export KUBECONFIG={other}" : string.Empty;
        return files.Length > 0 ? files : throw new KubeConfigException(paths is []
            ? $"there is no kubeconfig: KUBECONFIG is not set, and there is no file {usual}{hint}"
            : $"KUBECONFIG names no file that exists: {string.Join(Path.PathSeparator, paths)}{hint}");
    }

    private static K8SConfiguration Load(FileInfo file)
    {
        try
        {
            return KubernetesClientConfiguration.LoadKubeConfig(file, useRelativePaths: true);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{file.FullName} cannot be read: {unread.Message.TrimEnd('.')}", unread);
        }
        catch (YamlException broken) when (!IsOfTypes(broken))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{file.FullName}:{broken.End.Line}:{broken.End.Column}");
            throw new KubeConfigException($"{place} is not a kubeconfig: {broken.Message.TrimEnd('.')}", broken);
        }
#pragma warning disable CA1031 // A file that is no kubeconfig makes the library throw whatever its reader stumbles over: it is empty, a text, a list.
        catch (Exception other)
#pragma warning restore CA1031
        {
            throw new KubeConfigException($"{file.FullName} is not a kubeconfig: it has no clusters, users and contexts", other);
        }
    }

    /// <summary>Whether it is YAML, but of another shape: the library speaks of its own types then.</summary>
    private static bool IsOfTypes(YamlException broken) => broken.InnerException is InvalidCastException
        || broken.Message.Contains(nameof(K8SConfiguration), StringComparison.Ordinal);

    private static KubernetesClientConfiguration Built(FileInfo file, K8SConfiguration configuration, string? context)
    {
        var cluster = configuration.Contexts.First(c => string.Equals(c.Name, context, StringComparison.Ordinal)).ContextDetails?.Cluster;
        if (configuration.Clusters?.Any(c => string.Equals(c.Name, cluster, StringComparison.Ordinal)) != true)
        {
            throw new KubeConfigException($"context '{context}' of {file.FullName} names cluster '{cluster}', which is not in it");
        }

        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context);
        }
#pragma warning disable CA1031 // The same of what a context refers to: a certificate that is none, a user that is not there.
        catch (Exception unusable)
#pragma warning restore CA1031
        {
            throw new KubeConfigException($"context '{context}' of {file.FullName} cannot be used: {unusable.Message.TrimEnd('.')}", unusable);
        }
    }

    private static bool Has(K8SConfiguration configuration, string? context) =>
        configuration.Contexts?.Any(c => string.Equals(c.Name, context, StringComparison.Ordinal)) == true;

    /// <summary>Why there is nothing to use in files that could be read.</summary>
    private static string None(FileInfo[] files, K8SConfiguration[] configurations, string? wanted)
    {
        var there = string.Join(", ", configurations.SelectMany(c => c.Contexts ?? []).Select(c => c.Name).Distinct(StringComparer.Ordinal));
        var contexts = there.Length > 0 ? $"there are: {there}" : "there is no context at all";
        var where = string.Join(", ", files.Select(f => f.FullName));
        return string.IsNullOrEmpty(wanted)
            ? $"{where} has no current-context; name one with --context; {contexts}"
            : $"there is no context '{wanted}' in {where}; {contexts}";
    }
}
