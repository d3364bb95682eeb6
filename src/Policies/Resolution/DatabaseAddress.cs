using System.Buffers;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Addresses of databases as environment variables and arguments hold them. Every variable and every word of every container is asked about, and a
/// <see cref="Pattern"/> holds a megabyte or more from its first use on, so that these are plain comparisons.
/// </summary>
internal static class DatabaseAddress
{
    private const StringComparison AnyCase = StringComparison.OrdinalIgnoreCase;

    private static readonly string[] Databases = ["DB", "DATABASE", "POSTGRES", "POSTGRESQL", "MYSQL", "MARIADB", "PG"];
    private static readonly string[] Addressed = [.. Databases, "SQL"];
    private static readonly string[] Stores = ["DB", "DATABASE", "STORAGE", "STORE"];
    private static readonly string[] Hosts = ["HOST", "HOSTNAME", "SERVER", "ADDRESS"];
    private static readonly string[] Choices = ["TYPE", "CLIENT", "CONNECTION", "CONN", "DRIVER", "DIALECT", "ENGINE", "ADAPTER", "PROVIDER", "BACKEND"];
    private static readonly string[] Addresses = ["URL", "URI", "DSN", "CONNECTION", "CONNECTION_STRING"];

    private static readonly string[] ServerSchemes =
        ["postgres", "postgresql", "mysql", "mysql2", "mariadb", "mongodb", "pgsql", "sqlserver", "mssql"];

    private static readonly string[] ServerEngines =
        ["postgres", "postgresql", "postgresdb", "pgsql", "pdo_pgsql", "pg", "mysql", "mysqli", "mariadb", "mongo", "mongodb", "mssql"];

    private static readonly string[] SqliteSchemes = ["sqlite", "sqlite3", "better-sqlite3"];
    private static readonly string[] SqliteEngines = ["sqlite", "sqlite3"];
    private static readonly string[] SqliteFiles = [".db", ".db3", ".sqlite", ".sqlite3"];
    private static readonly string[] SqliteWithOptions = [".sqlite?", ".sqlite3?"];
    private static readonly string[] EmbeddedSchemes = ["jdbc:h2:", "jdbc:hsqldb:", "jdbc:derby:"];

    private static readonly SearchValues<char> DriverLetters = SearchValues.Create("+_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether a variable by its name holds the address of a database: <c>DATABASE_URL</c>, <c>APP_DB_URI</c>.</summary>
    public static bool NamesAddress(string variable) => EndsIn(variable, Addressed, Addresses);

    /// <summary>Whether a value is the address of a database that a program carries within itself, other than SQLite.</summary>
    public static bool IsEmbedded(string value) => EmbeddedSchemes.Any(scheme => value.StartsWith(scheme, AnyCase));

    /// <summary>Whether a value is the address of a database server: <c>postgres://…</c>, <c>mysql+pymysql://…</c>, <c>jdbc:mariadb:…</c>.</summary>
    public static bool IsServer(string value) => HasScheme(value, ServerSchemes);

    /// <summary>Whether a value is the address of a SQLite database.</summary>
    public static bool IsSqlite(string value) => IsTrimmedSqlite(value.Trim());

    /// <summary>Whether a variable chooses the kind of database: <c>DB_TYPE</c>.</summary>
    public static bool ChoosesEngine(string variable) => EndsIn(variable, Stores, Choices);

    /// <summary>Whether a variable holds the host of a database server: <c>DB_HOST</c>.</summary>
    public static bool NamesServer(string variable) => EndsIn(variable, Databases, Hosts);

    /// <summary>Whether a word is the name of SQLite.</summary>
    public static bool IsSqliteEngine(string word) => IsOneOf(After(After(word.AsSpan().Trim(), "django.db.backends."), "better-"), SqliteEngines);

    /// <summary>Whether a word is the name of a database server.</summary>
    public static bool IsServerEngine(string word) => IsOneOf(After(word.AsSpan().Trim(), "django.db.backends."), ServerEngines);

    private static bool IsTrimmedSqlite(string value) =>
        HasScheme(value, SqliteSchemes)
        || value.StartsWith("sqlite+/", AnyCase)
        || value.StartsWith("sqlite3+/", AnyCase)
        || IsNamedAsSqlite(ConnectionString.DataSource(value))
        || (value.StartsWith("file:", AnyCase) && IsNamedAsSqlite(WithoutOptions(value.AsSpan(5))))
        || value.EndsWith(".sqlite", AnyCase)
        || value.EndsWith(".sqlite3", AnyCase)
        || SqliteWithOptions.Any(file => value.Contains(file, AnyCase));

    /// <summary>Whether a name ends in what it is about and what it says of that, as words of their own: <c>APP_DB_HOST</c>, <c>DBHOST</c>.</summary>
    private static bool EndsIn(ReadOnlySpan<char> name, string[] about, string[] what)
    {
        foreach (var last in what)
        {
            if (!name.EndsWith(last, AnyCase))
            {
                continue;
            }

            var rest = name[..^last.Length].TrimEnd('_');
            foreach (var word in about)
            {
                if (rest.EndsWith(word, AnyCase) && (rest.Length == word.Length || rest[^(word.Length + 1)] == '_'))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether an address has one of some schemes, with or without <c>jdbc:</c> before it and a driver behind it: <c>mysql+pymysql:</c>.</summary>
    private static bool HasScheme(ReadOnlySpan<char> address, string[] schemes)
    {
        var rest = After(address, "jdbc:");
        var end = rest.IndexOf(':');
        if (end < 0)
        {
            return false;
        }

        var scheme = rest[..end];
        var name = scheme.IndexOf('+') is >= 0 and var driver ? scheme[..driver] : scheme;
        return IsOneOf(name, schemes) && scheme[name.Length..].IndexOfAnyExcept(DriverLetters) < 0;
    }

    private static bool IsNamedAsSqlite(ReadOnlySpan<char> file)
    {
        foreach (var ending in SqliteFiles)
        {
            if (file.Length > ending.Length && file.EndsWith(ending, AnyCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> WithoutOptions(ReadOnlySpan<char> address) => address.IndexOf('?') is >= 0 and var options ? address[..options] : address;

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string prefix) => text.StartsWith(prefix, AnyCase) ? text[prefix.Length..] : text;

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, AnyCase))
            {
                return true;
            }
        }

        return false;
    }
}
