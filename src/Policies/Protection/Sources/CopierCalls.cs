using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Finds the calls of programs that copy.</summary>
internal static class CopierCalls
{
    private static readonly BackupOperator Known = ShippedOperators.Commands;

    /// <summary>The call of a copier in a command: its own, behind <c>find -exec</c> or <c>xargs</c>, or of the image that is given only arguments.</summary>
    public static CopyCommand? In(ShellCommand command, Copier? image)
    {
        string[] arguments = [.. command.Arguments];
        if (CopierOf(command.Program, isImage: false) is { } own)
        {
            return Call(own, command.Program, arguments);
        }

        if (command.Program is "find" or "xargs"
            && Array.FindIndex(arguments, a => CopierOf(Leaf(a), isImage: false) is not null) is >= 0 and var at)
        {
            string[] rest = [.. arguments[(at + 1)..].Where(a => a is not (";" or "+")), .. Array.Empty<string>()];
            return Call(CopierOf(Leaf(arguments[at]), isImage: false)!, Leaf(arguments[at]), [.. rest.Select(a => a is "{}" ? arguments[0] : a)]);
        }

        return image is not null && !Known.Quiet.Contains(command.Program, StringComparer.Ordinal)
            ? Call(image, image.Programs[0], [.. command.Words])
            : null;
    }

    private static CopyCommand? Call(Copier copier, string program, string[] arguments) =>
        new CopyCommand(copier, program, arguments) is { IsCopying: true } call ? call : null;

    /// <summary>A path without its folder.</summary>
    public static string Leaf(string word) => word[(word.LastIndexOf('/') + 1)..];

    /// <summary>The copier of a name, which may be an image's.</summary>
    public static Copier? CopierOf(string program, bool isImage) =>
        Known.Copiers.FirstOrDefault(c => c.Programs.Contains(program, StringComparer.Ordinal)
            || (isImage && c.Images.Contains(program, StringComparer.Ordinal)));
}
