using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Recognises the app in a container and finds where its switches have put its state.</summary>
internal static class AppResolver
{
    public static AppFacts? Resolve(Container container, ContainerEnvironment environment, CatalogIndex catalog)
    {
        var (app, certainty) = catalog.FindApp(container.KnownAs) switch
        {
            AppMatch.Listed listed => (listed.App, listed.App.Certainty),
            AppMatch.SameName named => (named.App, Certainty.Guessed),
            _ => (null, Certainty.Guessed),
        };
        if (app is null)
        {
            return null;
        }

        var facts = new AppFacts
        {
            App = app,
            Certainty = certainty,
            Image = container.Image.Written,
            Engine = app.Engine,
            Evidence = Evidence(container.Image.Written, app, certainty),
        };
        var isSettled = false;
        facts = app.Switches.Count == 0 ? facts : Switched(facts, container, environment, out isSettled);
        if (isSettled)
        {
            return facts with { IsSettled = true };
        }

        if (facts is not { Doubt.Length: 0, EngineEvidence.Length: 0 } || app.SettingsFile.Length == 0)
        {
            return facts;
        }

        return environment.UnreadSettings(app) is { Length: > 0 } unread ? facts with { Doubt = $"{app.SettingsFile} comes from {unread}, which is not read" }
            : ServerAddress(container) is { Length: > 0 } variable
                ? facts with { Doubt = $"{variable} holds the address of a database server, which {app.SettingsFile} may use" }
            : environment.ReadsSettings(app) ? facts with { IsSettled = true }
            : facts;
    }

    private static string Evidence(string image, App app, Certainty certainty) =>
        certainty == Certainty.Guessed ? $"image {image} (looks like {app.Name}, a guess by name)" : $"image {image} (catalog: {app.Name})";

    private static AppFacts Switched(AppFacts facts, Container container, ContainerEnvironment environment, out bool settled)
    {
        AppSwitch? thrown = null;
        var evidence = string.Empty;
        var doubt = string.Empty;
        settled = false;
        foreach (var option in facts.App.Switches)
        {
            var value = option.ReadsCommandLine ? new EnvironmentValue.Literal(container.CommandLine)
                : option.Key.Length > 0 ? environment.Setting(facts.App, option.Key)
                : environment.Lookup(option.Variable);
            switch (value)
            {
                case EnvironmentValue.Literal literal when option.Test.Holds(literal.Text):
                    // The app's own word for SQLite beats the address of a server that merely stands beside it.
                    if (thrown is null || option.Engine == Engine.Sqlite)
                    {
                        thrown = option;
                        evidence = option.ReadsCommandLine ? "its command line"
                            : option.Key.Length > 0 ? $"{facts.App.SettingsFile}: {option.Key}: {Short(literal.Text)}"
                            : $"env {option.Variable}={Short(literal.Text)}";
                    }

                    break;
                case EnvironmentValue.Literal when !option.ReadsCommandLine:
                    settled = true;
                    break;
                case EnvironmentValue.Hidden hidden when option.Test is SwitchTest.Present && (option.Key.Length == 0 || hidden.IsThere):
                    thrown ??= option;
                    evidence = evidence.Length > 0 ? evidence
                        : option.Key.Length > 0 ? $"{facts.App.SettingsFile}: {option.Key}"
                        : $"env {option.Variable} (from {hidden.Where})";
                    break;
                case EnvironmentValue.Hidden hidden:
                    doubt = $"{(option.Key.Length > 0 ? option.Key : option.Variable)} comes from {hidden.Where}, which is not read";
                    break;
            }
        }

        if (thrown is not null)
        {
            return facts with { Engine = thrown.Engine, EngineEvidence = evidence, Residue = thrown.Leaves };
        }

        return settled ? facts : facts with { Doubt = doubt.Length > 0 ? doubt : Unread(facts.App, environment) };
    }

    private static string ServerAddress(Container container)
    {
        for (var i = 0; i < container.Environment.Count; i++)
        {
            var variable = container.Environment[i];
            if (variable.Value switch
            {
                EnvironmentValue.Literal literal => DatabaseAddress.IsServer(literal.Text),
                EnvironmentValue.Hidden or EnvironmentValue.FromSecret => DatabaseAddress.NamesAddress(variable.Name),
                _ => false,
            })
            {
                return variable.Name;
            }
        }

        return string.Empty;
    }

    private static string Unread(App app, ContainerEnvironment environment)
    {
        var variable = app.Switches.FirstOrDefault(s => s.Variable.Length > 0)?.Variable;
        return variable is not null && environment.Unread is [var source, ..] ? $"{source} may set {variable}" : string.Empty;
    }

    /// <summary>Enough of a value to recognise it, and never the password of a database address.</summary>
    private static string Short(string value)
    {
        var scheme = value.IndexOf("://", StringComparison.Ordinal);
        var shown = scheme > 0 ? value[..(scheme + 3)] + "…" : value;
        return shown.Length > 40 ? shown[..40] + "…" : shown;
    }
}
