using System.Text.Json;

namespace HomelabStorage.Policies.Yaml;

/// <summary>One document of a YAML (or JSON) text.</summary>
public abstract record YamlDocument
{
    private YamlDocument()
    {
    }

    /// <summary>A document that could be read.</summary>
    public sealed record Readable(JsonElement Root, SourceMap Source) : YamlDocument;

    /// <summary>A document that is not YAML, where it stops being it, and the whole of it.</summary>
    public sealed record Broken(string File, Position Position, string Message, string Text) : YamlDocument
    {
        /// <summary>The document with the last value of each key, where all that is wrong is that keys are there twice; null otherwise.</summary>
        public Readable? Last { get; init; }
    }

    /// <summary>A document that is a template of another tool and has no values yet, and the whole of it.</summary>
    public sealed record Templated(string File, Position Position, string Text) : YamlDocument;
}
