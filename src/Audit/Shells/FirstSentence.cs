namespace HomelabStorage.Audit.Shells;

/// <summary>The beginning of a description, where there is a line for it and no more.</summary>
internal static class FirstSentence
{
    public static string Of(string description)
    {
        var end = description.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? description : description[..end]).TrimEnd('.');
    }
}
