using System.CommandLine;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Audit.Commands;

/// <summary>The option that names a policy file, and what becomes of it.</summary>
public static class PolicyOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Make() => new("--policy")
    {
        Description = "The policy file (default: the shipped policies.yaml).",
        HelpName = "FILE",
    };

    /// <summary>The policy; null after its errors have been printed.</summary>
    public static StoragePolicy? Load(string? file, Terminal terminal)
    {
        switch (Read(file))
        {
            case PolicyReading.Valid valid:
                return valid.Policy;
            case PolicyReading.Invalid invalid:
                foreach (var error in invalid.Errors)
                {
                    terminal.Error.WriteLine(error);
                }

                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The reading of a file, or of the shipped policy.</summary>
    public static PolicyReading Read(string? file) =>
        file is null ? PolicyFile.Read(ShippedPolicy.Text, "policies.yaml") : Read(BoundedText.OfFile(file, BoundedText.UsualLimit), file);

    /// <summary>The reading of what was found in a file.</summary>
    public static PolicyReading Read(BoundedText found, string file) => found switch
    {
        BoundedText.Whole whole => PolicyFile.Read(whole.Text, file),
        BoundedText.Unread unread => new PolicyReading.Invalid([new PolicyError(file, new(1, 1), string.Empty, unread.Reason)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
