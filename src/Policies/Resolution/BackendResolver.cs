using System.Globalization;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds what a plugin, a PersistentVolume or a StorageClass really is.</summary>
internal static class BackendResolver
{
    /// <summary>The plugin of host paths; the one whose truth may lie in the node's own mounts.</summary>
    public const string NoProvisioner = "kubernetes.io/no-provisioner";

    /// <summary>A plugin that a pod names itself.</summary>
    public static Backend OfPlugin(VolumeSource.Plugin plugin, string evidence, StoragePolicy policy) =>
        OfPlugin(new BackendQuestion(AccessModes.None, IsBlock: false) { Plugin = plugin }, plugin, evidence, policy);

    /// <summary>A PersistentVolume. What it does not say itself, its class says: where the known class is of the same driver.</summary>
    public static Backend OfVolume(Volume volume, StorageClass? storageClass, BackupObject? now, Shelf<BackupObject> objects, StoragePolicy policy)
    {
        var isMade = storageClass is not null && string.Equals(storageClass.Provisioner, volume.Backing.Name, StringComparison.Ordinal);
        var question = new BackendQuestion(volume.AccessModes, volume.IsBlock)
        {
            Plugin = volume.Backing,
            Class = isMade ? storageClass : null,
            Object = now,
        };
        question = policy.Catalog.FindBackend(volume.Backing.Name) is { } entry ? question with { Pool = PoolObjects.Of(entry, question, objects) } : question;
        return OfPlugin(question, volume.Backing, $"PersistentVolume {volume.Name}", policy);
    }

    private static Backend OfPlugin(BackendQuestion question, VolumeSource.Plugin plugin, string evidence, StoragePolicy policy)
    {
        if (plugin.NodePath.Length > 0 && MountedNas.At(plugin.NodePath, policy) is { } nas)
        {
            return MountedNas.Behind(nas, plugin.NodePath, evidence);
        }

        return policy.Catalog.FindBackend(plugin.Name) is not { } entry
                ? new Backend.Unseen(plugin.Name.Length == 0 ? $"{evidence} names no storage" : $"nothing is known about driver '{plugin.Name}' of {evidence}")
            : Contradiction(entry, question) is { } contradiction ? new Backend.Unseen($"{evidence} and its class contradict each other: {contradiction.Why}")
            : Known(entry, entry.Traits, question, Certainty.Observed, Addressed(plugin.Server, evidence, policy));
    }

    /// <summary>A class, with the pool that it names where that was found.</summary>
    public static Backend OfClass(StorageClass storageClass, AccessModes modes, bool isBlock, StoragePolicy policy, BackupObject? pool = null)
    {
        var evidence = $"class {storageClass.Name} → {storageClass.Provisioner} (StorageClass)";
        if (policy.Catalog.FindBackend(storageClass.Provisioner) is { } entry
            && !string.Equals(storageClass.Provisioner, NoProvisioner, StringComparison.Ordinal))
        {
            var question = new BackendQuestion(modes, isBlock) { Class = storageClass, Pool = pool };
            if (Contradiction(entry, question) is { } contradiction)
            {
                return policy.Classes.ContainsKey(storageClass.Name)
                    ? OfPolicy(storageClass.Name, modes, isBlock, policy)
                    : new Backend.Unseen($"{evidence} contradicts itself: {contradiction.Why}");
            }

            var known = Known(entry, entry.Traits, question, Certainty.Observed, evidence);
            return known.Traits.Protocol == Protocol.Unknown && policy.Classes.ContainsKey(storageClass.Name)
                ? OfPolicy(storageClass.Name, modes, isBlock, policy)
                : known;
        }

        return policy.Classes.ContainsKey(storageClass.Name)
            ? OfPolicy(storageClass.Name, modes, isBlock, policy)
            : string.Equals(storageClass.Provisioner, NoProvisioner, StringComparison.Ordinal) && policy.Catalog.GuessBackend(storageClass.Name) is { } guess
            ? Known(
                guess,
                guess.Traits,
                new BackendQuestion(modes, isBlock) { Guessed = storageClass.Name },
                Certainty.Guessed,
                $"class {storageClass.Name} is for volumes that somebody makes by hand; {guess.Title} is a guess by its name")
            : new Backend.Unseen($"nothing is known about provisioner '{storageClass.Provisioner}' of class {storageClass.Name}");
    }

    /// <summary>
    /// What the policy, or at least a familiar name, says about a class that was not found. A name that is that of another class but for a letter is no
    /// familiar name: whoever wrote it meant the other.
    /// </summary>
    public static Backend OfName(string className, AccessModes modes, bool isBlock, IEnumerable<string> inSight, StoragePolicy policy)
    {
        if (policy.Classes.ContainsKey(className))
        {
            return OfPolicy(className, modes, isBlock, policy);
        }

        if (Misspelt(className, inSight, policy) is { Length: > 0 } meant)
        {
            return new Backend.Unseen($"StorageClass '{className}' was not found; did you mean {meant}?");
        }

        var question = new BackendQuestion(modes, isBlock) { Guessed = className };
        return policy.Catalog.GuessBackend(className) is { } entry
            ? Known(entry, entry.Traits, question, Certainty.Guessed, $"class {className} was not found; {entry.Title} is a guess by its name")
            : new Backend.Unseen($"StorageClass '{className}' was not found");
    }

    /// <summary>The class that was meant by a name that none has; empty where none was, or an installer gives that very name.</summary>
    public static string Misspelt(string className, IEnumerable<string> inSight, StoragePolicy policy) =>
        policy.Catalog.GuessBackend(className)?.ClassNames.Contains(className, StringComparer.Ordinal) == true
            ? string.Empty
            : Spelling.Misspelt(className, inSight.Concat(policy.Classes.Keys));

    public static Backend.Known OfPolicy(string className, AccessModes modes, bool isBlock, StoragePolicy policy)
    {
        var entry = policy.Classes[className];
        var question = new BackendQuestion(modes, isBlock);
        return Known(entry.Backend, entry.Traits, question, Certainty.Declared, $"class {className} is {entry.Backend.Title} (policy {policy.Name})");
    }

    /// <summary>A case whose conditions cannot both be true; null where none is.</summary>
    private static BackendCase? Contradiction(BackendEntry entry, BackendQuestion question)
    {
        for (var i = 0; i < entry.Cases.Count; i++)
        {
            var change = entry.Cases[i];
            if (change.Contradicts && question.Fits(change))
            {
                return change;
            }
        }

        return null;
    }

    private static Backend.Known Known(BackendEntry entry, BackendTraits traits, BackendQuestion question, Certainty certainty, string evidence)
    {
        List<string>? because = null;
        for (var i = 0; i < entry.Cases.Count; i++)
        {
            var change = entry.Cases[i];
            if (question.Fits(change))
            {
                traits = change.Apply(traits);
                because ??= [];
                if (!because.Contains(change.Why))
                {
                    because.Add(change.Why);
                }
            }
        }

        if (traits.ReplicasParameter.Length > 0
            && int.TryParse(question.Parameter(traits.ReplicasParameter), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas)
            && replicas > 0)
        {
            traits = traits with { Replicas = replicas };
        }

        return new Backend.Known
        {
            Title = entry.Title,
            Family = entry.Family,
            Traits = traits,
            Certainty = certainty,
            Evidence = evidence,
            Because = (IReadOnlyList<string>?)because ?? [],
            Pool = question.Pool,
        };
    }

    /// <summary>The evidence with the household's own name of a server, where it has one.</summary>
    private static string Addressed(string server, string evidence, StoragePolicy policy)
    {
        foreach (var nas in server.Length > 0 ? policy.Nas : [])
        {
            if (nas.Addresses.Contains(server, StringComparer.OrdinalIgnoreCase))
            {
                return $"{evidence} on {nas.Name} (policy)";
            }
        }

        return evidence;
    }
}
