using System.Text.RegularExpressions;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Addresses of databases as environment variables and arguments hold them.</summary>
internal static partial class DatabaseAddress
{
    /// <summary>Whether a value is the address of a database server.</summary>
    public static bool IsServer(string value) => Server().IsMatch(value);

    /// <summary>Whether a value is the address of a SQLite database.</summary>
    public static bool IsSqlite(string value) => Sqlite().IsMatch(value);

    /// <summary>Whether a variable, named <c>env DB_TYPE</c>, chooses the kind of database.</summary>
    public static bool ChoosesEngine(string variable) => Chooser().IsMatch(variable);

    /// <summary>Whether a variable, named <c>env DB_HOST</c>, holds the host of a database server.</summary>
    public static bool NamesServer(string variable) => ServerHost().IsMatch(variable);

    [GeneratedRegex(@"^env (\w+_)?(DB|DATABASE|POSTGRES|POSTGRESQL|MYSQL|MARIADB|PG)_?(HOST|HOSTNAME|SERVER|ADDRESS)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerHost();

    /// <summary>Whether a word is the name of SQLite.</summary>
    public static bool IsSqliteEngine(string word) => SqliteEngine().IsMatch(word);

    /// <summary>Whether a word is the name of a database server.</summary>
    public static bool IsServerEngine(string word) => ServerEngine().IsMatch(word);

    [GeneratedRegex(@"^env (\w+_)?(DB|DATABASE|STORAGE|STORE)_*(TYPE|CLIENT|CONNECTION|CONN|DRIVER|DIALECT|ENGINE|ADAPTER|PROVIDER|BACKEND)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Chooser();

    [GeneratedRegex(@"^(django\.db\.backends\.|better-)?sqlite3?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SqliteEngine();

    [GeneratedRegex(@"^(django\.db\.backends\.)?(postgres(ql|db)?|(pdo_)?pgsql|pg|mysqli?|mariadb|mongo(db)?|mssql)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerEngine();

    [GeneratedRegex(@"^(jdbc:)?(postgres(ql)?|mysql2?|mariadb|mongodb(\+srv)?|pgsql|sqlserver|mssql)(\+\w+)?:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();

    [GeneratedRegex(@"(^(jdbc:)?(sqlite3?|better-sqlite3)(\+\w+)?:|^file:[^ ]+\.(db3?|sqlite3?)(\?|$)|\.sqlite3?(\?.*)?$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sqlite();
}
