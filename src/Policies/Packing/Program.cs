using System.Text.Json;
using HomelabStorage.Policies.Yaml;

// FOLDER LIST: reads lines such as apps/sonarr.yaml=/…/sonarr.yaml, and writes a JSON object for each folder of names, apps.json, with the files as its keys.
var files = File.ReadAllLines(args[1]).Select(line => line.Split('=', 2)).OrderBy(file => file[0], StringComparer.Ordinal);
Directory.CreateDirectory(args[0]);
foreach (var folder in files.GroupBy(file => file[0].Split('/', '.')[0], StringComparer.Ordinal))
{
    using var pack = File.Create(Path.Combine(args[0], $"{folder.Key}.json"));
    using var json = new Utf8JsonWriter(pack);
    json.WriteStartObject();
    foreach (var file in folder)
    {
        if (YamlReader.Read(File.ReadAllText(file[1]), file[0]).ToArray() is not [YamlDocument.Readable document])
        {
            Console.Error.WriteLine($"{file[1]}(1,1): error : not one YAML document");
            return 1;
        }

        json.WritePropertyName(file[0]);
        document.Root.WriteTo(json);
    }

    json.WriteEndObject();
}

return 0;
