using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.TestKit;

/// <summary>
/// What a server that a test starts has logged. The console of the process belongs to the runner of the tests, which talks over it: a server that
/// logs there may fill a pipe that nobody reads.
/// </summary>
public sealed class ServerLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>Every line so far: level, category and text.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Takes the place of the console.</summary>
    public void AddTo(ILoggingBuilder logging) => logging.AddProvider(this);

    /// <summary>The last lines, for a test that fails.</summary>
    public override string ToString() => string.Join('\n', Lines.TakeLast(50));

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Category(categoryName, _lines);

    public void Dispose()
    {
        // A server disposes of its providers; what it has said stays.
    }

    private sealed class Category(string name, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {name}: {formatter(state, exception)}{(exception is null ? string.Empty : $" {exception}")}");
    }
}
