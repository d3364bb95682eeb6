using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Policy.Validation;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>Reads a policy file: a policy, or everything that is wrong with it.</summary>
public static class PolicyFile
{
    /// <summary>Reads a text. <paramref name="file"/> is only for messages.</summary>
    public static PolicyReading Read(string text, string file)
    {
        var documents = YamlReader.Read(text, file).ToArray();
        return documents switch
        {
            [] => Refused(file, new Position(1, 1), "the file is empty; `homelab-storage policy default` prints one to start from"),
            [YamlDocument.Broken broken, ..] => Refused(file, broken.Position, broken.Message),
            [YamlDocument.Templated templated, ..] => Refused(file, templated.Position, "this is a template, not YAML"),
            [YamlDocument.Readable { Root.ValueKind: not JsonValueKind.Object, Source: var map }, ..] =>
                Refused(file, map.Find(string.Empty), "a policy is a mapping that begins with apiVersion and kind"),
            [YamlDocument.Readable readable] => Read(readable, text),
            _ => Refused(file, Second(documents[1]), "a policy file is one document; take the second one out"),
        };
    }

    /// <summary><c>sha256:</c> and the digest of a text: the same for the same policy.</summary>
    public static string Hash(string text) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static PolicyReading Read(YamlDocument.Readable document, string text)
    {
        var shipped = ShippedCatalog.Index;
        var errors = new List<SectionError>();
        var reader = new SectionReader(document.Root, string.Empty, errors);
        var section = PolicySection.Read(reader);
        reader.Done();
        new PolicyChecks(shipped, [.. RuleCatalog.All.Select(r => r.Info.Id)], errors).Check(section);
        PolicyReading reading = errors.Exists(e => !e.IsWarning)
            ? new PolicyReading.Invalid(InOrder(errors.Where(e => !e.IsWarning), document))
            : new PolicyReading.Valid(PolicyMeaning.Of(section, shipped, Hash(text)));
        return reading with { Warnings = InOrder(errors.Where(e => e.IsWarning), document) };
    }

    private static PolicyError[] InOrder(IEnumerable<SectionError> errors, YamlDocument.Readable document) =>
        [.. errors.Select(e => PolicyError.Of(e, document.Source)).Distinct().OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)];

    private static Position Second(YamlDocument document) => document switch
    {
        YamlDocument.Readable readable => readable.Source.Find(string.Empty),
        YamlDocument.Broken broken => broken.Position,
        YamlDocument.Templated templated => templated.Position,
        _ => new Position(1, 1),
    };

    private static PolicyReading.Invalid Refused(string file, Position position, string message) =>
        new([new PolicyError(file, position, string.Empty, message)]);
}
