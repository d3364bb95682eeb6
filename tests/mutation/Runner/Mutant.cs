using System.Text.Json;

namespace HomelabStorage.Runner;

/// <summary>A small change that Stryker made and that compiles.</summary>
internal sealed record Mutant
{
    public required int Id { get; init; }

    /// <summary>The file, from src/Policies on.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    public required string Mutator { get; init; }

    public required string Replacement { get; init; }

    public string Folder => File[..File.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>
    /// The mutants of a report, shuffled, the same way in every run: what is known when a run is broken off is a fair sample. Those that did not
    /// compile or were
    /// left out by Stryker are none.
    /// </summary>
    public static IReadOnlyList<Mutant> Read(string report)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(report));
        return [.. document.RootElement.GetProperty("files").EnumerateObject().SelectMany(Of).OrderBy(m => unchecked((uint)m.Id * 2654435761u))];
    }

    public override string ToString() => $"{File}:{Line}:{Column}: {Mutator} → {Replacement}";

    private static IEnumerable<Mutant> Of(JsonProperty file)
    {
        const string Root = "src/Policies/";
        var path = file.Name.Replace('\\', '/');
        return
            from mutant in file.Value.GetProperty("mutants").EnumerateArray()
            where mutant.GetProperty("status").GetString() is not ("CompileError" or "Ignored")
            let start = mutant.GetProperty("location").GetProperty("start")
            select new Mutant
            {
                Id = int.Parse(mutant.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
                File = path[(path.LastIndexOf(Root, StringComparison.Ordinal) is var at and >= 0 ? at + Root.Length : 0)..],
                Line = start.GetProperty("line").GetInt32(),
                Column = start.GetProperty("column").GetInt32(),
                Mutator = mutant.GetProperty("mutatorName").GetString()!,
                Replacement = string.Join(' ', mutant.GetProperty("replacement").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            };
    }
}
