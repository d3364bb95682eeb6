namespace HomelabStorage.Policies.Catalog;

/// <summary>Which of a program's patterns counts where several fit.</summary>
public enum CopyFilterOrder
{
    /// <summary>One that leaves out; where any takes along, what fits none is left out.</summary>
    Any,

    /// <summary>The first that fits.</summary>
    First,

    /// <summary>The last that fits.</summary>
    Last,
}
