using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Finds the calls of programs that copy.</summary>
internal static class CopierCalls
{
    private static readonly BackupOperator Known = ShippedOperators.Commands;

    /// <summary>The call of a copier in a command: its own, behind <c>find -exec</c> or <c>xargs</c>, or of the image that is given only arguments.</summary>
    public static CopyCommand? In(ShellCommand command, Copier? image)
    {
        string[] arguments = [.. command.Arguments];
        if (command.Program is "find" or "xargs")
        {
            return Handed(command, arguments);
        }

        return Call(command.Program, command, arguments)
            ?? (image is not null && !IsKnown(command.Program) ? Call(image, image.Programs[0], command, [.. command.Words]) : null);
    }

    /// <summary>Whether a program is one of those that copy, or of those that do not.</summary>
    public static bool IsKnown(string program) =>
        Known.Quiet.Contains(program, StringComparer.Ordinal)
            || Known.Copiers.Any(c => c.Programs.Contains(program, StringComparer.Ordinal));

    /// <summary>Whether nobody here has read what a command runs, be it what it hands names to.</summary>
    public static bool IsStranger(ShellCommand command)
    {
        if (command.Program is not ("find" or "xargs"))
        {
            return command.Program.Length > 0 && !IsKnown(command.Program);
        }

        string[] arguments = [.. command.Arguments];
        var at = command.Program is "find" ? Array.FindIndex(arguments, a => a is "-exec" or "-execdir" or "-ok") + 1 : 0;
        return (command.Program is "xargs" || at > 0) && arguments.Length > at && !arguments[at..].Any(a => IsKnown(Leaf(a)));
    }

    /// <summary>A path without its folder.</summary>
    public static string Leaf(string word) => word[(word.LastIndexOf('/') + 1)..];

    /// <summary>The copier that an image is.</summary>
    public static Copier? OfImage(string image) =>
        Known.Copiers.FirstOrDefault(c => c.Programs.Contains(image, StringComparer.Ordinal) || c.Images.Contains(image, StringComparer.Ordinal));

    /// <summary>A call that is handed the names of files.</summary>
    private static CopyCommand? Handed(ShellCommand command, string[] arguments)
    {
        var isFind = command.Program is "find";
        var at = isFind ? Array.FindIndex(arguments, a => a is "-exec" or "-execdir" or "-ok") + 1 : 0;
        if (isFind && at == 0)
        {
            return null;
        }

        var stands = isFind ? "{}" : Replaced(arguments);
        at = Array.FindIndex(arguments, at, a => IsKnown(Leaf(a)));
        if (at < 0)
        {
            return null;
        }

        var names = isFind ? ShellNames.Found(arguments) : command.Names ?? new ShellNames([ShellText.Open], IsWhole: true);
        string[] rest = [.. arguments[(at + 1)..].Where(a => a is not (";" or "+"))];
        string[] handed = stands.Length == 0 ? [.. rest, .. names.Words]
            : [.. rest.SelectMany(a => a.Contains(stands, StringComparison.Ordinal)
                ? names.Words.Select(n => a.Replace(stands, n, StringComparison.Ordinal))
                : [a])];
        return Call(Leaf(arguments[at]), command, handed) is { } call ? call.Of(names.IsWhole) : null;
    }

    /// <summary>What <c>xargs</c> puts the names in the place of; empty where it puts them at the end.</summary>
    private static string Replaced(string[] arguments)
    {
        var at = Array.FindIndex(
            arguments,
            a => a.StartsWith("-I", StringComparison.Ordinal) || a is "-i" || a.StartsWith("--replace", StringComparison.Ordinal));
        return at < 0 ? string.Empty
            : arguments[at] is "-I" && at + 1 < arguments.Length ? arguments[at + 1]
            : arguments[at] is ['-', 'I', .. { Length: > 0 } own] ? own
            : "{}";
    }

    private static CopyCommand? Call(string program, ShellCommand command, string[] arguments) => Known.Copiers
        .Where(c => c.Programs.Contains(program, StringComparer.Ordinal))
        .Select(c => Call(c, program, command, arguments))
        .FirstOrDefault(c => c is not null);

    private static CopyCommand? Call(Copier copier, string program, ShellCommand command, string[] arguments)
    {
        var told = copier.To == CopyTarget.Inside && command.Text.Length > 0 ? [.. arguments, command.Text] : arguments;
        return new CopyCommand(copier, program, told) is { IsCopying: true } call ? call : null;
    }
}
