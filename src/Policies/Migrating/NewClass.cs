using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Migrating;

/// <summary>The class that a claim is to be on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Backend">What is behind it.</param>
internal sealed record NewClass(string Name, Backend Backend)
{
    /// <summary>A class by its name; else why it cannot be meant.</summary>
    public static (NewClass? Class, string Complaint) Of(string name, FoundClaim claim, StoragePolicy policy)
    {
        var classes = claim.Around.Classes;
        string[] known = [.. (classes.AreNone ? policy.Classes.Keys : classes.Names).Order(StringComparer.Ordinal)];
        var there = string.Join(", ", known.Where(c => !string.Equals(c, claim.Link.Class.Name, StringComparison.Ordinal))) is { Length: > 0 } others
            ? others
            : "no other was found";
        if (name.Length == 0)
        {
            return (null, $"--to says which class claim {claim.Link.Namespace}/{claim.Link.Name} is to be on: {there}");
        }

        if (!known.Contains(name, StringComparer.Ordinal))
        {
            string[] databases = [.. claim.Consumers.SelectMany(m => m.App?.App.Moves ?? []).Select(m => m.To).Distinct(StringComparer.Ordinal)];
            var near = Spelling.Nearest(name, known.Concat(databases));
            return (null, $"--to '{name}': no StorageClass of that name was found"
                + $"{(near.Length > 0 ? $"; did you mean '{near}'?" : ", and no app on the claim has a way there in the catalog.")} Classes: {there}"
                + (databases.Length > 0 ? $". Databases that 'migrate plan' knows the app's own way to: {string.Join(", ", databases)}" : string.Empty));
        }

        return string.Equals(name, claim.Link.Class.Name, StringComparison.Ordinal)
            ? (null, $"claim {claim.Link.Namespace}/{claim.Link.Name} is on class {name} already; other classes: {there}")
            : (new NewClass(name, Behind(name, claim, policy)), string.Empty);
    }

    /// <summary>The access modes that a claim can have there: those it has, but for what makes block storage fall back to a network file system.</summary>
    public AccessModes Modes(AccessModes wanted)
    {
        if (Backend is not Backend.Known { Traits: var traits })
        {
            return wanted == AccessModes.None ? AccessModes.ReadWriteOnce : wanted;
        }

        var isForOneNode = traits.Protocol is Protocol.Block or Protocol.Directory;
        var served = traits.AccessModes == AccessModes.None ? wanted : wanted & traits.AccessModes;
        var fitting = isForOneNode ? served & ~(AccessModes.ReadWriteMany | AccessModes.ReadOnlyMany) : served;
        return fitting == AccessModes.None ? AccessModes.ReadWriteOnce : fitting;
    }

    private static Backend Behind(string name, FoundClaim claim, StoragePolicy policy) =>
        claim.Around.Classes.Meant(name, claim.Folder) is { } storageClass
            ? BackendResolver.OfClass(storageClass, AccessModes.ReadWriteOnce, isBlock: false, policy)
            : BackendResolver.OfPolicy(name, AccessModes.ReadWriteOnce, isBlock: false, policy);
}
