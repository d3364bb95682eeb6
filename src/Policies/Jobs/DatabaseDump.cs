using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>A dump of a database server, made over the network by the tools in the server's own image, which are never older than the server.</summary>
/// <param name="Maker">Whose tools.</param>
/// <param name="Image">The image.</param>
/// <param name="Server">Where the server answers.</param>
/// <param name="Environment">The server's variables, those of Secrets by reference.</param>
/// <param name="Sources">What the server's environment is taken from as a whole.</param>
/// <param name="PullSecrets">The Secrets with which the server's image is pulled.</param>
public sealed record DatabaseDump(
    DumpMaker Maker,
    string Image,
    DatabaseAddress Server,
    IReadOnlyList<EnvironmentVariable> Environment,
    IReadOnlyList<EnvironmentSource> Sources,
    IReadOnlyList<string> PullSecrets)
{
    /// <summary>What tells the tools where to go, and as whom: the variables of the image name the app's own user too.</summary>
    public IReadOnlyList<EnvironmentVariable> Told { get; } = Maker switch
    {
        DumpMaker.Postgresql => [Word("PGHOST", Server.Host), Word("PGPORT", Server.Port)],
        _ => [Word("MARIADB_HOST", Server.Host), Word("MARIADB_PORT", Server.Port), Word("MARIADB_USER", "root")],
    };

    /// <summary>The dump of a server by its mount, or what is in the way.</summary>
    internal static (DatabaseDump? Dump, Obstacle? Obstacle) Of(MountedServer server)
    {
        var (address, obstacle) = server.Address();
        if (address is null)
        {
            return (null, obstacle);
        }

        var container = server.Mount.Container;
        if (container.Environment.FirstOrDefault(v => v.Name.EndsWith("PASSWORD_FILE", StringComparison.Ordinal)) is { } file)
        {
            return (null, new Obstacle(
                "DatabaseServer",
                $"{server.Mount.Workload.Reference} reads its password from the file that {file.Name} names, which the pod of a backup does not have",
                $"write {file.Name[..^"_FILE".Length]} from the same Secret by secretKeyRef, or dump it by a CronJob of your own"));
        }

        var dump = new DatabaseDump(server.Maker, container.Image.Written, address, [], container.EnvironmentSources, server.Mount.Workload.Pod.PullSecrets);
        return (dump with { Environment = dump.Handed(container) }, null);
    }

    /// <summary>Each variable once, as the last word of it counts; without what only a node knows, and without what is told.</summary>
    private EnvironmentVariable[] Handed(Container container) =>
    [
        .. container.Environment
            .Where(v => v is { Name.Length: > 0, Value: not EnvironmentValue.Hidden })
            .Reverse()
            .ExceptBy(Told.Select(t => t.Name), v => v.Name, StringComparer.Ordinal)
            .Reverse(),
    ];

    private static EnvironmentVariable Word(string name, string value) => new(name, new EnvironmentValue.Literal(value));
}
