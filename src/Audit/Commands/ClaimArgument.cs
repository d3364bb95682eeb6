using System.CommandLine;
using System.CommandLine.Parsing;

namespace HomelabStorage.Audit.Commands;

/// <summary>A claim as commands take it.</summary>
internal static class ClaimArgument
{
    public static Argument<string> Make() => new("claim") { Description = "The claim, as NAMESPACE/CLAIM.", HelpName = "NAMESPACE/CLAIM" };

    /// <summary>Says what is wrong with a claim as it was written.</summary>
    public static void Check(CommandResult result, Argument<string> claim)
    {
        if (result.GetValue(claim) is { } written && written.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            result.AddError($"'{written}' is not a claim; write NAMESPACE/CLAIM, such as books/linkding-data");
        }
    }
}
