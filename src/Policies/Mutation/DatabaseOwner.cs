using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// The user an app's files belong to. Whoever writes beside them has to be the same user, or the app finds a database, a lock or a log that it may not write.
/// </summary>
internal abstract record DatabaseOwner
{
    private DatabaseOwner()
    {
    }

    public static DatabaseOwner Of(MountFacts mount, StoragePolicy policy)
    {
        var runsAs = mount.Container.User;
        if (runsAs.User is null or 0)
        {
            var environment = new ContainerEnvironment(
                mount.Container,
                setups: [],
                mount.Workload,
                mount.Surroundings.Inventory.ConfigMaps,
                mount.Surroundings.Inventory.Secrets);
            foreach (var (user, group) in policy.Catalog.Hints.UserVariables)
            {
                if (Number(environment, user) is { } uid)
                {
                    return new Numbered(uid, Number(environment, group) ?? runsAs.Group);
                }
            }
        }

        return runsAs switch
        {
            { User: { } uid and > 0 } => new Numbered(uid, runsAs.Group),
            { IsNeverRoot: true } => Unsaid.Instance,
            _ => Root.Instance,
        };
    }

    /// <summary>The security context of a container that is to do as this user and may do nothing else; null when it cannot be told.</summary>
    public abstract JsonObject? SecurityContext();

    private static long? Number(ContainerEnvironment environment, string name) =>
        environment.Lookup(name) is EnvironmentValue.Literal { Text: var text }
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= int.MaxValue
            ? number
            : null;

    private static JsonObject Confined(JsonObject capabilities) => new()
    {
        ["allowPrivilegeEscalation"] = false,
        ["capabilities"] = capabilities,
        ["readOnlyRootFilesystem"] = true,
        ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
    };

    /// <summary>A user whose number is said. What runs as it is clean under the <c>restricted</c> pod security standard.</summary>
    public sealed record Numbered(long User, long? Group) : DatabaseOwner
    {
        public override JsonObject SecurityContext()
        {
            var context = Confined(new JsonObject { ["drop"] = new JsonArray("ALL") });
            context["runAsUser"] = User;
            context["runAsNonRoot"] = User != 0;
            if (Group is { } group)
            {
                context["runAsGroup"] = group;
            }

            return context;
        }
    }

    /// <summary>
    /// Nothing is said, so the image begins as root and may give its files away. SQLite, run as root, gives its logs and locks to the database's
    /// owner (robustFchown in its os_unix.c), for which root needs these two of its capabilities.
    /// </summary>
    public sealed record Root : DatabaseOwner
    {
        public static Root Instance { get; } = new();

        public override JsonObject SecurityContext()
        {
            var context = Confined(new JsonObject { ["drop"] = new JsonArray("ALL"), ["add"] = new JsonArray("CHOWN", "DAC_OVERRIDE") });
            context["runAsUser"] = 0;
            context["runAsNonRoot"] = false;
            return context;
        }
    }

    /// <summary>It must not be root, and only the image knows who it is.</summary>
    public sealed record Unsaid : DatabaseOwner
    {
        public static Unsaid Instance { get; } = new();

        public override JsonObject? SecurityContext() => null;
    }
}
