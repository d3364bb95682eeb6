using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>The storage behind some provisioners and CSI drivers, and what it can promise.</summary>
public sealed record BackendEntry
{
    /// <summary>Its name in kebab case.</summary>
    public required string Name { get; init; }

    /// <summary>Its name as people say it.</summary>
    public required string Title { get; init; }

    /// <summary>The product family it belongs to; empty for none.</summary>
    public string Family { get; init; } = string.Empty;

    /// <summary>Provisioner and driver names; <c>*</c> stands for any run of characters.</summary>
    public required IReadOnlyList<string> Provisioners { get; init; }

    /// <summary>Names that installers give to its classes: a hint, never a proof.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>What it promises when no case says otherwise.</summary>
    public required BackendTraits Traits { get; init; }

    /// <summary>What changes the promise.</summary>
    public IReadOnlyList<BackendCase> Cases { get; init; } = [];

    /// <summary>What its classes may say.</summary>
    public ParameterRules? Parameters { get; init; }
}
