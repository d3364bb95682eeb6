using System.Text;

namespace HomelabStorage.Audit.Shells;

/// <summary>The manual page, in the language of man(7).</summary>
internal static class ManPage
{
    public static string Text(CommandWords root, string version)
    {
        var text = new StringBuilder($".TH HOMELAB-STORAGE 1 \"\" \"homelab-storage {version}\" \"User Commands\"\n");
        text.Append($".SH NAME\nhomelab-storage \\- an admission webhook and an audit that keep the data of a home cluster where they are safe\n");
        text.Append(".SH SYNOPSIS\n.B homelab-storage\n[\\fIverb\\fR] [\\fIoption\\fR ...] [\\fIargument\\fR ...]\n");
        text.Append($".SH DESCRIPTION\n{Line(root.Description)}\n");
        Options(root, text);
        foreach (var command in root.All.Skip(1))
        {
            text.Append($".SH {Line(command.Path.ToUpperInvariant())}\n");
            var usage = string.Concat(command.Arguments.Select(a => $" [\\fI{Line(a.Name)}\\fR]"));
            text.Append($".B homelab-storage {Line(command.Path)}\n[\\fIoption\\fR ...]{(command.Below.Count > 0 ? " \\fIverb\\fR" : usage)}\n");
            text.Append($".PP\n{Line(command.Description)}\n");
            foreach (var (name, description) in command.Arguments)
            {
                text.Append($".TP\n\\fI{Line(name)}\\fR\n{Line(description)}\n");
            }

            Options(command, text);
            foreach (var example in Examples.Of(command.Path))
            {
                text.Append($".PP\n.EX\nhomelab\\-storage {Line(example)}\n.EE\n");
            }
        }

        text.Append(".SH EXIT STATUS\n.TP\n0\nNothing at or above the threshold.\n.TP\n1\nFindings at or above it.\n");
        return text.Append(".TP\n2\nThe input, the policy or the usage is wrong.\n.TP\n3\nThe cluster could not be read.\n").ToString();
    }

    private static void Options(CommandWords command, StringBuilder text)
    {
        foreach (var option in command.Options)
        {
            var names = string.Join(", ", option.Names.Select(n => $"\\fB{Line(n)}\\fR"));
            text.Append($".TP\n{names}{(option.Value.Length > 0 ? $" \\fI{Line(option.Value)}\\fR" : string.Empty)}\n{Line(option.Description)}\n");
        }
    }

    /// <summary>A text as one line in which nothing is a request.</summary>
    private static string Line(string text)
    {
        var line = text.Replace('\n', ' ').Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return line is ['.' or '\'', ..] ? $"\\&{line}" : line;
    }
}
