using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>What programs that make volumes are told in their environment: the name by which classes ask for them, and where they make them.</summary>
internal static class ProvisionerVariables
{
    /// <summary>The provisioners that a workload runs. It is asked of every workload that comes, and nearly none runs any.</summary>
    public static IReadOnlyList<string> Names(Workload workload)
    {
        List<string>? names = null;
        var variables = ShippedCatalog.Index.Hints.ProvisionerVariables;
        var containers = workload.Pod.Containers;
        for (var place = 0; place < containers.Count; place++)
        {
            for (var i = 0; containers[place].Environment.Count > 0 && i < variables.Count; i++)
            {
                if (Value(containers[place], variables[i].Provisioner) is { Length: > 0 } name)
                {
                    (names ??= []).Add(name);
                }
            }
        }

        return names ?? (IReadOnlyList<string>)[];
    }

    /// <summary>The server on which a workload makes the volumes of a provisioner, and its folder there; empty where it does not say one.</summary>
    public static (string Server, string Share) Place(Workload workload, string provisioner)
    {
        foreach (var container in workload.Pod.Containers)
        {
            foreach (var (variable, server, share) in ShippedCatalog.Index.Hints.ProvisionerVariables)
            {
                if (string.Equals(Value(container, variable), provisioner, StringComparison.Ordinal))
                {
                    return (Value(container, server), Value(container, share));
                }
            }
        }

        return (string.Empty, string.Empty);
    }

    /// <summary>What a variable of a container is; of several with a name the last counts.</summary>
    private static string Value(Container container, string variable)
    {
        for (var i = container.Environment.Count - 1; i >= 0; i--)
        {
            if (string.Equals(container.Environment[i].Name, variable, StringComparison.Ordinal))
            {
                return container.Environment[i].Value is EnvironmentValue.Literal { Text: var text } ? text : string.Empty;
            }
        }

        return string.Empty;
    }
}
