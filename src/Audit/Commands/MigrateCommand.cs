using System.CommandLine;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>migrate</c>: a claim's data to another class.</summary>
internal static class MigrateCommand
{
    public static Command Make(Terminal terminal, TimeProvider time) => new(
        "migrate",
        "Move the data of a claim to another StorageClass (Kubernetes does not allow changing a claim's class).")
    {
        MigratePlanCommand.Make(terminal, time),
        MigrateRunCommand.Make(terminal, time),
    };
}
