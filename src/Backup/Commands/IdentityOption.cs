using System.CommandLine;
using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>--identity</c>: whose data.</summary>
internal sealed class IdentityOption
{
    private readonly Option<string?> _identity;
    private readonly Func<string, ClaimIdentity?> _read;

    private IdentityOption(Option<string?> identity, Func<string, ClaimIdentity?> read) => (_identity, _read) = (identity, read);

    /// <summary>One claim, with its UID.</summary>
    public static IdentityOption Exact(Command command) =>
        Of(
            command,
            new Option<string?>("--identity")
            {
                Description = $"Whose data: {ClaimIdentity.Accepted}.",
                HelpName = "CLUSTER/NAMESPACE/CLAIM/UID",
                Required = true,
            },
            ClaimIdentity.Read);

    /// <summary>A claim whatever its UID.</summary>
    public static IdentityOption AnyUid(Command command) =>
        Of(
            command,
            new Option<string?>("--identity")
            {
                Description = "Whose data; a claim made again finds the backups of the old one, whatever the UID.",
                HelpName = "CLUSTER/NAMESPACE/CLAIM",
                Required = true,
            },
            ClaimIdentity.ReadClaim);

    /// <summary>The claim that was written, or all.</summary>
    public static IdentityOption Optional(Command command) =>
        Of(
            command,
            new Option<string?>("--identity") { Description = "Only those of this claim (all).", HelpName = "CLUSTER/NAMESPACE/CLAIM" },
            ClaimIdentity.ReadClaim);

    /// <summary>What was written; null when it was left out.</summary>
    public ClaimIdentity? Find(ParseResult parsed) => parsed.GetValue(_identity) is { } written ? _read(written) : null;

    /// <summary>What was written where it is required.</summary>
    public ClaimIdentity Get(ParseResult parsed) => Find(parsed)!;

    private static IdentityOption Of(Command command, Option<string?> option, Func<string, ClaimIdentity?> read)
    {
        command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(option) is { } written && read(written) is null)
            {
                result.AddError($"{option.Name} '{written}' is not a claim; write {ClaimIdentity.Accepted}");
            }
        });
        return new IdentityOption(option, read);
    }
}
