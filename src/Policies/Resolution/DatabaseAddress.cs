using System.Text.RegularExpressions;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Addresses of databases as environment variables and arguments hold them.</summary>
internal static class DatabaseAddress
{
    private static readonly Regex ServerHost =
        Pattern.Read(@"^env (\w+_)?(DB|DATABASE|POSTGRES|POSTGRESQL|MYSQL|MARIADB|PG)_?(HOST|HOSTNAME|SERVER|ADDRESS)$")!;

    private static readonly Regex Chooser =
        Pattern.Read(@"^env (\w+_)?(DB|DATABASE|STORAGE|STORE)_*(TYPE|CLIENT|CONNECTION|CONN|DRIVER|DIALECT|ENGINE|ADAPTER|PROVIDER|BACKEND)$")!;

    private static readonly Regex SqliteEngine = Pattern.Read(@"^(django\.db\.backends\.|better-)?sqlite3?$")!;

    private static readonly Regex ServerEngine =
        Pattern.Read(@"^(django\.db\.backends\.)?(postgres(ql|db)?|(pdo_)?pgsql|pg|mysqli?|mariadb|mongo(db)?|mssql)$")!;

    private static readonly Regex Server = Pattern.Read(@"^(jdbc:)?(postgres(ql)?|mysql2?|mariadb|mongodb(\+srv)?|pgsql|sqlserver|mssql)(\+\w+)?:")!;

    private static readonly Regex Sqlite =
        Pattern.Read(
            @"(^(jdbc:)?(sqlite3?|better-sqlite3)(\+\w*)?:|^sqlite3?\+/"
                + @"|^(.*;)?\s*(data ?source|filename)\s*=[^;]+\.(db3?|sqlite3?)\s*(;|$)"
                + @"|^file:[^ ]+\.(db3?|sqlite3?)(\?|$)|\.sqlite3?(\?.*)?$)")!;

    private static readonly Regex AddressName =
        Pattern.Read(@"^(\w+_)?(DB|DATABASE|POSTGRES|POSTGRESQL|MYSQL|MARIADB|PG|SQL)_?(URL|URI|DSN|CONNECTION|CONNECTION_STRING)$")!;

    private static readonly Regex Embedded = Pattern.Read(@"^jdbc:(h2|hsqldb|derby):")!;

    /// <summary>Whether a variable by its name holds the address of a database.</summary>
    public static bool NamesAddress(string variable) => AddressName.IsMatch(variable);

    /// <summary>Whether a value is the address of a database that a program carries within itself, other than SQLite.</summary>
    public static bool IsEmbedded(string value) => Embedded.IsMatch(value);

    /// <summary>Whether a value is the address of a database server.</summary>
    public static bool IsServer(string value) => Server.IsMatch(value);

    /// <summary>Whether a value is the address of a SQLite database.</summary>
    public static bool IsSqlite(string value) => Sqlite.IsMatch(value);

    /// <summary>Whether a variable, named <c>env DB_TYPE</c>, chooses the kind of database.</summary>
    public static bool ChoosesEngine(string variable) => Chooser.IsMatch(variable);

    /// <summary>Whether a variable, named <c>env DB_HOST</c>, holds the host of a database server.</summary>
    public static bool NamesServer(string variable) => ServerHost.IsMatch(variable);

    /// <summary>Whether a word is the name of SQLite.</summary>
    public static bool IsSqliteEngine(string word) => SqliteEngine.IsMatch(word);

    /// <summary>Whether a word is the name of a database server.</summary>
    public static bool IsServerEngine(string word) => ServerEngine.IsMatch(word);
}
