using System.CommandLine;
using System.CommandLine.Invocation;

namespace HomelabStorage.Audit.Commands;

/// <summary>
/// What a verb does that goes on in a cluster: Ctrl+C and SIGTERM cancel it, and it has a while to say how things are and to give back its Lease. Other
/// verbs end at once, or take the signals themselves.
/// </summary>
internal sealed class InterruptibleAction(Func<ParseResult, CancellationToken, Task<int>> run) : AsynchronousCommandLineAction
{
    /// <summary>How long it has.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default) => run(parseResult, cancellationToken);
}
