using System.Text;

namespace HomelabStorage.Audit.Output;

/// <summary>The one way to a terminal: a line is one line, whatever is in it, and nothing that is written is obeyed.</summary>
public sealed class SafeWriter : TextWriter
{
    private readonly TextWriter _inner;
    private bool _isAtStart = true;

    /// <summary>A writer to a stream.</summary>
    public SafeWriter(TextWriter inner)
        : base(inner.FormatProvider)
    {
        _inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    /// <summary>Whether something could not be written: a disk is full.</summary>
    public bool IsLost { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => _inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <summary>Writes a text whose line breaks are meant.</summary>
    public override void Write(string? value) => Out(SafeText.Escape(value ?? string.Empty, keepsLines: true, ref _isAtStart));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <summary>Writes one line: line breaks in it are escaped.</summary>
    public override void WriteLine(string? value)
    {
        Out(SafeText.Escape(value ?? string.Empty, keepsLines: false, ref _isAtStart));
        WriteLine();
    }

    /// <inheritdoc/>
    public override void WriteLine()
    {
        Out(new string(CoreNewLine));
        _isAtStart = true;
    }

    /// <inheritdoc/>
    public override void Flush() => _inner.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Writes what the terminal is to obey: colours and the way back to the line's start.</summary>
    public void Obeyed(string sequence) => Out(sequence);

    private void Out(string text)
    {
        try
        {
            _inner.Write(text);
        }
        catch (IOException)
        {
            IsLost = true;
            throw;
        }
        catch (UnauthorizedAccessException closed)
        {
            // What .NET makes of a stream that was closed before this program began.
            IsLost = true;
            throw new IOException("it is closed", closed);
        }
    }
}
