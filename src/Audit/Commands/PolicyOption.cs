using System.CommandLine;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;

namespace HomelabStorage.Audit.Commands;

/// <summary>The option that names a policy file, and what becomes of it.</summary>
public static class PolicyOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Make() => new("--policy")
    {
        Description = "The policy file; the shipped policies.yaml when it is left out.",
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
    public static PolicyReading Read(string? file)
    {
        try
        {
            return file is null ? PolicyFile.Read(ShippedPolicy.Text, "policies.yaml") : PolicyFile.Read(File.ReadAllText(file), file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new PolicyReading.Invalid([new PolicyError(file!, new(1, 1), string.Empty, $"the file cannot be read: {unreadable.Message.TrimEnd('.')}")]);
        }
    }
}
