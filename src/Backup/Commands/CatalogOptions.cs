using System.CommandLine;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Backup.Commands;

/// <summary>What the policy and the catalog say about a run: the limit of whole copies, and how an app's embedded databases may be copied.</summary>
internal sealed class CatalogOptions
{
    private readonly Option<string?> _policy = new("--policy")
    {
        Description = "The policy file whose apps and limits count (the shipped one).",
        HelpName = "FILE",
    };
    private readonly Option<string?> _app = new("--app")
    {
        Description = "The app of the catalog whose data this is, to know its embedded databases.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _mount = new("--mount")
    {
        Description = "With --app: where the app has this folder mounted, such as /config.",
        HelpName = "PATH",
    };
    private readonly Option<string?> _limit = new("--limit")
    {
        Description = "Refuse larger folders (protection.largest of the policy, 20Gi).",
        HelpName = "50GiB",
    };

    /// <summary>Gives a command the options.</summary>
    public static CatalogOptions Of(Command command)
    {
        var options = new CatalogOptions();
        foreach (var option in (Option[])[options._policy, options._app, options._mount, options._limit])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(options._limit) is { } limit && ByteSize.Read(limit) is null)
            {
                result.AddError($"--limit '{limit}' is not a size; write 50GiB");
            }

            if (result.GetValue(options._app) is null != result.GetValue(options._mount) is null)
            {
                result.AddError("--app and --mount go together: the app of the catalog, and where it has the folder mounted");
            }
        });
        return options;
    }

    /// <summary>The largest folder that is copied, and the databases that are expected in it. The catalog is read only when asked for.</summary>
    public (long Limit, ExpectedDatabases Expected) Get(ParseResult parsed, bool isSqlite)
    {
        var (file, app, limit) = (parsed.GetValue(_policy), parsed.GetValue(_app), parsed.GetValue(_limit));
        var policy = file is null && app is null ? null : Policy(file);
        var largest = limit is null ? (policy?.Protection ?? new Protection()).Largest : ByteSize.Read(limit)!.Value;
        return (largest, app is null ? new ExpectedDatabases { IsAny = isSqlite } : Expected(policy!, app, parsed.GetValue(_mount)!, isSqlite));
    }

    private static StoragePolicy Policy(string? file)
    {
        if (file is null)
        {
            return ShippedPolicy.Read();
        }

        try
        {
            return PolicyFile.Read(File.ReadAllText(file), file) switch
            {
                PolicyReading.Valid valid => valid.Policy,
                PolicyReading.Invalid invalid => throw BackupException.Refused(string.Join(Environment.NewLine, invalid.Errors)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw BackupException.Refused($"--policy {file}: {trouble.Message}");
        }
    }

    private static ExpectedDatabases Expected(StoragePolicy policy, string name, string mount, bool isSqlite)
    {
        var app = policy.Catalog.Apps.FirstOrDefault(a => string.Equals(a.Name, name, StringComparison.Ordinal))
            ?? throw BackupException.Refused($"--app '{name}' is in no catalog; homelab-storage apps lists what is");
        var below = mount.TrimEnd('/') + "/";
        return new ExpectedDatabases
        {
            IsAny = isSqlite,
            Sqlite = [.. app.Data.Where(d => d.Kind == DataKind.Sqlite && d.Files.Count > 0).SelectMany(d => Paths(d, below)).Select(p => new Wildcard(p))],
            Embedded =
            [
                .. app.Data
                    .Where(d => d.Kind == DataKind.EmbeddedDatabase)
                    .SelectMany(d => Paths(d, below).Select(p => (p, d.Copying == Copying.Safe))),
            ],
        };
    }

    /// <summary>The files of an entry of the catalog, or its folder, as the data folder has them.</summary>
    private static IEnumerable<string> Paths(AppData data, string below) =>
        (data.Files.Count > 0 ? data.Files.Select(f => $"{data.Path.TrimEnd('/')}/{f}") : [data.Path])
            .Where(p => (p + "/").StartsWith(below, StringComparison.Ordinal))
            .Select(p => (p + "/")[below.Length..].TrimEnd('/'))
            .Select(p => p.Length == 0 ? "." : p);
}
