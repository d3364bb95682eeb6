using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Migrating;

/// <summary>Where a plan goes: to the terminal, or into a folder, a file each.</summary>
internal static class PlanOutput
{
    /// <summary>Says the first file, and the others behind it.</summary>
    public static void Say(IReadOnlyList<PlannedFile> files, Terminal terminal)
    {
        terminal.Output.Write(files[0].Text);
        foreach (var file in files.Skip(1))
        {
            terminal.Output.Write($"\n## {file.Name}\n\n```{file.Language}\n{file.Text.TrimEnd('\n')}\n```\n");
        }
    }

    /// <summary>Writes them; false where one is there already, or cannot be written. None is written over.</summary>
    public static bool Write(IReadOnlyList<PlannedFile> files, string folder, Terminal terminal)
    {
        string[] there = [.. files.Select(f => Path.Combine(folder, f.Name)).Where(Path.Exists)];
        foreach (var path in there)
        {
            terminal.Error.WriteLine($"{path} is there already; nothing was written. Name another folder, or remove it");
        }

        if (there.Length > 0)
        {
            return false;
        }

        var at = folder;
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var file in files)
            {
                at = Path.Combine(folder, file.Name);
                WholeFile.Write(at, file.Text);
                terminal.Output.WriteLine($"wrote {at}");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{at}: not written: {refused.Message.TrimEnd('.')}");
            return false;
        }

        return true;
    }
}
