namespace HomelabStorage.Backup.Databases;

/// <summary>SQLite said no, with its result code.</summary>
public sealed class SqliteException : Exception
{
    /// <summary>Without a reason.</summary>
    public SqliteException()
    {
    }

    /// <summary>With a reason.</summary>
    public SqliteException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what led to it.</summary>
    public SqliteException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>With SQLite's result code.</summary>
    public SqliteException(int code, string message)
        : base(message) => Code = code & 0xff;

    /// <summary>The primary result code.</summary>
    public int Code { get; }
}
