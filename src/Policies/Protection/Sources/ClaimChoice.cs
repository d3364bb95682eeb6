using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Whether an operator that copies a namespace's claims copies one: by an annotation of the claim, and by settings of the operator.</summary>
internal sealed record ClaimChoice
{
    /// <summary>Whether the claim has the annotation, whatever it says.</summary>
    public bool IsMarked { get; private init; }

    /// <summary>Why the claim is skipped; empty when it is not, as far as is known.</summary>
    public string Obstacle { get; private init; } = string.Empty;

    /// <summary>What would have to be seen to tell; empty when nothing would.</summary>
    public string Doubt { get; private init; } = string.Empty;

    /// <summary>What an operator does about the claim of a mount.</summary>
    public static ClaimChoice Of(BackupOperator maker, MountFacts mount)
    {
        if (maker.Mark("claim-annotation").Length == 0)
        {
            return new ClaimChoice();
        }

        var settings = OperatorSettings.Of(maker, mount.Surroundings.Inventory);
        if (KeyOf(maker, settings) is not { } key)
        {
            return new ClaimChoice { Doubt = $"the annotation of claims that {maker.Title} goes by ({maker.Mark("annotation-setting")}) is not known" };
        }

        if (Volumes.Metadata(mount).Annotations.TryGetValue(key, out var says))
        {
            return new ClaimChoice
            {
                IsMarked = true,
                Obstacle = OperatorSettings.IsYes(says) ? string.Empty : $"annotation {key} of the claim says '{says}', which is not true",
            };
        }

        var skipping = maker.Mark("skip-setting");
        return (settings.IsSeen ? settings.Variable(skipping, "false") : null) switch
        {
            null => new ClaimChoice { Doubt = $"whether {maker.Title} copies claims without annotation {key} ({skipping}) is not known" },
            var skips when OperatorSettings.IsYes(skips) =>
                new ClaimChoice { Obstacle = $"{maker.Title} copies only claims with annotation {key} ({skipping})" },
            _ => new ClaimChoice(),
        };
    }

    /// <summary>Whether a maker of backups has been told of a claim, whatever it was told.</summary>
    public static bool IsTold(BackupOperator maker, Metadata claim, Inventory inventory) =>
        KeyOf(maker, OperatorSettings.Of(maker, inventory)) is { Length: > 0 } key && claim.Annotations.ContainsKey(key);

    private static string? KeyOf(BackupOperator maker, OperatorSettings settings) =>
        settings.IsSeen && maker.Mark("annotation-setting") is { Length: > 0 } setting
            ? settings.Variable(setting, maker.Mark("claim-annotation"))
            : maker.Mark("claim-annotation");
}
