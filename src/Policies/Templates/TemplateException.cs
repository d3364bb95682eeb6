namespace HomelabStorage.Policies.Templates;

/// <summary>
/// A template that cannot be run here: a function that is not known, a required value that is missing, more work than a chart ever makes. It ends the run from
/// any depth of it, and is a value again for whoever asked for the run.
/// </summary>
public sealed class TemplateException : Exception
{
    /// <summary>A failure of which nothing is said.</summary>
    public TemplateException()
    {
    }

    /// <summary>A failure and its reason.</summary>
    public TemplateException(string message)
        : base(message)
    {
    }

    /// <summary>A failure, its reason and what made it.</summary>
    public TemplateException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
