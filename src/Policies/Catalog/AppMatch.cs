namespace HomelabStorage.Policies.Catalog;

/// <summary>Whether an image is known.</summary>
public abstract record AppMatch
{
    private AppMatch()
    {
    }

    /// <summary>The image is listed, perhaps behind a mirror.</summary>
    public sealed record Listed(App App) : AppMatch;

    /// <summary>Only the last part of the image's name is that of a listed one.</summary>
    public sealed record SameName(App App) : AppMatch;

    /// <summary>Nothing is known.</summary>
    public sealed record None : AppMatch
    {
        /// <summary>The one instance.</summary>
        public static None Instance { get; } = new();
    }
}
