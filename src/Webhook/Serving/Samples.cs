namespace HomelabStorage.Webhook.Serving;

/// <summary>The samples that ship beside the executable.</summary>
internal static class Samples
{
    /// <summary>What a small cluster holds: three classes, and Linkding's claim on the wrong one.</summary>
    public static string Inventory => Path.Combine(AppContext.BaseDirectory, "samples", "inventory");

    /// <summary>An AdmissionReview for Linkding's Deployment, exactly as an API server sends it.</summary>
    public static string Review => Path.Combine(AppContext.BaseDirectory, "samples", "linkding-on-nfs.json");

    /// <summary>A file as it is shortest to type from here.</summary>
    public static string FromHere(string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }
}
