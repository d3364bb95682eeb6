using System.Text;

namespace HomelabStorage.Audit.Shells;

/// <summary>What fish is told, with what each verb and option does.</summary>
internal static class FishCompletion
{
    public static string Text(CommandWords root)
    {
        var text = new StringBuilder(
            """
            # Completion of homelab-storage for fish: homelab-storage completion fish >~/.config/fish/completions/homelab-storage.fish
            function __homelab_storage_at
                set -l verb
                for word in (commandline -opc)[2..]
                    contains -- "$verb $word"
            """);
        text.Append($" {string.Join(' ', root.All.Skip(1).Select(c => Quoted($" {c.Path}")))}; and set verb \"$verb $word\"\n");
        text.Append("    end\n    test \"$verb\" = \"$argv[1]\"\nend\n");
        foreach (var command in root.All)
        {
            var at = $"complete -c homelab-storage -n {Quoted($"__homelab_storage_at \"{(command.Path.Length == 0 ? string.Empty : $" {command.Path}")}\"")}";
            foreach (var below in command.Below)
            {
                text.Append($"{at} -f -a {below.Name} -d {Quoted(FirstSentence.Of(below.Description))}\n");
            }

            if (command.Values.Count > 0)
            {
                text.Append($"{at} -a {Quoted(string.Join(' ', command.Values))}\n");
            }

            foreach (var option in command.Options)
            {
                var names = string.Concat(option.Names
                    .Select(n => n.StartsWith("--", StringComparison.Ordinal) ? $" -l {n[2..]}" : $" -s {n[1..]}"));
                var value = option.Value.Length == 0 ? string.Empty
                    : option.Values.Count > 0 ? $" -xa {Quoted(string.Join(' ', option.Values))}"
                    : " -r";
                text.Append($"{at}{names}{value} -d {Quoted(FirstSentence.Of(option.Description))}\n");
            }
        }

        return text.ToString();
    }

    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
