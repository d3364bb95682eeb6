namespace HomelabStorage.Policies.Resolution;

/// <summary>The connection string of ADO.NET: <c>Data Source=/data/app.db;Cache=Shared</c>.</summary>
internal static class ConnectionString
{
    /// <summary>The file that a connection string names; empty when it names none, or is none.</summary>
    public static ReadOnlySpan<char> DataSource(ReadOnlySpan<char> value)
    {
        foreach (var range in value.Split(';'))
        {
            var setting = value[range];
            if (setting.IndexOf('=') is >= 0 and var equals && IsDataSource(setting[..equals].Trim()) && setting[(equals + 1)..].Trim() is { Length: > 0 } file)
            {
                return file;
            }
        }

        return [];
    }

    private static bool IsDataSource(ReadOnlySpan<char> name) =>
        name.Equals("Data Source", StringComparison.OrdinalIgnoreCase)
        || name.Equals("DataSource", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Filename", StringComparison.OrdinalIgnoreCase);
}
