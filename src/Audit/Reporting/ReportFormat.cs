using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Reporting;

/// <summary>A way to write the report of an audit. The same report is the same bytes.</summary>
internal abstract class ReportFormat
{
    /// <summary>What it is called on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Who reads it, for <c>--help</c>.</summary>
    public abstract string Readers { get; }

    /// <summary>Whether it places each finding in a file, so that it has nothing to say about a cluster or a stream.</summary>
    public virtual bool NeedsFiles => false;

    /// <summary>Writes the report.</summary>
    public abstract void Write(Reported reported, Page page);
}
