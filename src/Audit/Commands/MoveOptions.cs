using System.CommandLine;
using System.CommandLine.Parsing;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;

namespace HomelabStorage.Audit.Commands;

/// <summary>What both verbs of a move ask for.</summary>
internal static class MoveOptions
{
    /// <summary>The image of this program's own version.</summary>
    public static string OfThisVersion => CopyImage.Of(typeof(MoveOptions).Assembly.GetName().Version!);

    public static Option<string?> Size() => new("--size") { Description = "The size of the new volume (that of the old one).", HelpName = "10Gi" };

    public static Option<string?> Image() => new("--image")
    {
        Description = "The image of homelab-storage whose Job copies (the one that is found to run, else that of this version).",
        HelpName = "IMAGE",
    };

    /// <summary>Says what is wrong with a size as it was written.</summary>
    public static void Check(CommandResult result, Option<string?> size)
    {
        if (result.GetValue(size) is { } written && Quantity.Parse(written) <= 0)
        {
            result.AddError($"--size '{written}' is not a size such as 10Gi");
        }
    }
}
