using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>The servers that programs are told of under a name: <c>mc alias set NAME URL</c>.</summary>
internal static class ServerAliases
{
    /// <summary>Remembers the server of an alias, as the variable that says the same, where a command tells a program of one.</summary>
    public static void Learn(ShellCommand command, ShellVariables variables)
    {
        if (ShippedOperators.Commands.Copiers.FirstOrDefault(c => c is { HasAliases: true, Endpoints.Count: > 0 }
            && c.Programs.Contains(command.Program, StringComparer.Ordinal)) is not { } copier)
        {
            return;
        }

        string[] words = [.. command.Arguments.Where(a => !a.StartsWith('-'))];
        var told = words switch
        {
            ["alias", "set" or "s", .. var rest] => rest,
            ["config", "host", "add" or "a", .. var rest] => rest,
            _ => [],
        };
        if (told is [var name, var url, ..])
        {
            variables.Set(CopyCommand.Named(copier.Endpoints[0], name), url);
        }
    }
}
