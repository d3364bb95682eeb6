using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>Something in a pod that changes where an app keeps its state.</summary>
public sealed record AppSwitch
{
    /// <summary>The variable asked; empty when <see cref="Test"/> reads the command line.</summary>
    public required string Variable { get; init; }

    /// <summary>The key of the settings file, sections and all: <c>database.type</c>; empty where it is a variable or an argument.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>When the switch is thrown.</summary>
    public required SwitchTest Test { get; init; }

    /// <summary>The engine it switches to.</summary>
    public required Engine Engine { get; init; }

    /// <summary>The engine's product name; empty when it does not matter.</summary>
    public string Product { get; init; } = string.Empty;

    /// <summary>How a user writes it; empty when there is no short way.</summary>
    public string Example { get; init; } = string.Empty;

    /// <summary>What stays in the old place all the same.</summary>
    public AppResidue? Leaves { get; init; }

    /// <summary>Whether it is read from the command line.</summary>
    public bool ReadsCommandLine => Variable.Length == 0 && Key.Length == 0;
}
