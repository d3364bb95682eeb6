using System.CommandLine;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>--scratch</c>: a folder for working files.</summary>
internal static class ScratchOption
{
    public static Option<string> Of(Command command, string needs)
    {
        var scratch = new Option<string>("--scratch")
        {
            Description = $"A folder for working files, with room for {needs}.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Path.TrimEndingDirectorySeparator(Path.GetTempPath()),
        };
        command.Options.Add(scratch);
        FolderCheck.Add(command, scratch);
        return scratch;
    }
}
