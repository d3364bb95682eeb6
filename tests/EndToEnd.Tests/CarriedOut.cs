using System.Diagnostics;
using System.Text.Json.Nodes;
using HomelabStorage.TestKit;
using SQLitePCL;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>What a container of a real pod is told, done on this machine with folders in the place of its volumes: nobody runs pods here.</summary>
internal static class CarriedOut
{
    /// <summary>Runs our program as a container would; its exit code, and what it says.</summary>
    /// <param name="container">The container, as the API server has it.</param>
    /// <param name="folderOf">The folder in the place of a volume.</param>
    public static Task<(int Code, string Line)> Container(JsonNode container, Func<string, string> folderOf)
    {
        Assert.Equal(["/homelab-storage"], container["command"]!.AsArray().Select(c => (string)c!));
        var folders = container["volumeMounts"]!
            .AsArray()
            .ToDictionary(m => (string)m!["mountPath"]!, m => folderOf((string)m!["name"]!), StringComparer.Ordinal);
        return Program([.. container["args"]!.AsArray().Select(a => (string)a!).Select(a => folders.GetValueOrDefault(a)
            ?? (a.StartsWith("file://", StringComparison.Ordinal) ? $"file://{folders[a["file://".Length..]]}" : a))]);
    }

    /// <summary>Runs our program; its exit code, and what it says.</summary>
    public static async Task<(int Code, string Line)> Program(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Length > 0 ? output.Trim() : await error);
    }

    /// <summary>Runs SQL on a database; the number in the first column of the last row, if there is one.</summary>
    public static long Sql(string file, string sql)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(file, out var database));
        using (database)
        {
            var found = 0L;
            while (sql.Length > 0)
            {
                Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(database, sql, out var statement, out sql));
                using (statement)
                {
                    int step;
                    while ((step = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
                    {
                        found = raw.sqlite3_column_int64(statement, 0);
                    }

                    Assert.Equal(raw.SQLITE_DONE, step);
                }
            }

            return found;
        }
    }
}
