using System.Text.RegularExpressions;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Addresses of databases as environment variables and arguments hold them.</summary>
internal static partial class DatabaseAddress
{
    /// <summary>Whether a value is the address of a database server.</summary>
    public static bool IsServer(string value) => Server().IsMatch(value);

    /// <summary>Whether a value is the address of a SQLite database.</summary>
    public static bool IsSqlite(string value) => Sqlite().IsMatch(value);

    [GeneratedRegex(@"^(jdbc:)?(postgres(ql)?|mysql2?|mariadb|mongodb(\+srv)?|pgsql|sqlserver|mssql)(\+\w+)?:", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Server();

    [GeneratedRegex(@"(^(jdbc:)?(sqlite3?|better-sqlite3)(\+\w+)?:|^file:[^ ]+\.(db3?|sqlite3?)(\?|$)|\.sqlite3?(\?.*)?$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sqlite();
}
