using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy;

/// <summary>
/// The facts that an exemption was given for, or that a finding rests on: images, classes, kinds of data. What is not among them is not known, or does not
/// matter.
/// </summary>
public sealed record Grounds
{
    private const string Image = "image";
    private const string Class = "class";
    private const string Kind = "data";

    /// <summary>No facts.</summary>
    public static Grounds None { get; } = new();

    /// <summary>Images without tag and digest, as <see cref="ImageReference.Repository"/> has them.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>StorageClasses; the empty one for a volume that is of none.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Kinds of data, as they are spelled.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Whether they say nothing.</summary>
    public bool IsEmpty => Images.Count == 0 && Classes.Count == 0 && Data.Count == 0;

    /// <summary>Whether whatever has these has others too: what these leave open others do, and what these have is among others.</summary>
    public bool IsWithin(Grounds other) => IsWithin(Images, other.Images) && IsWithin(Classes, other.Classes) && IsWithin(Data, other.Data);

    private static bool IsWithin(IReadOnlyList<string> some, IReadOnlyList<string> others) =>
        others.Count == 0 || (some.Count > 0 && !some.Except(others, StringComparer.Ordinal).Any());

    /// <summary>How an annotation spells them: <c>image=ghcr.io/a/b, class=fast, data=sqlite</c>.</summary>
    public string Spelled => string.Join(", ", Pairs().Select(pair => $"{pair.Name}={pair.Value}"));

    /// <summary>Reads what an annotation says; null where that is something else, with what is wrong.</summary>
    public static Grounds? Read(string written, out string wrong)
    {
        var grounds = None;
        foreach (var pair in written.Split(',', StringSplitOptions.TrimEntries))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0 || With(grounds, pair[..sign].Trim(), pair[(sign + 1)..].Trim()) is not { } more)
            {
                wrong = $"'{pair}' is nothing that an exemption is given for; write image=ghcr.io/owner/app, class=fast or data=sqlite, separated by "
                    + "commas";
                return null;
            }

            grounds = more;
        }

        wrong = string.Empty;
        return grounds;
    }

    /// <summary>These and others.</summary>
    public Grounds With(Grounds other) => new()
    {
        Images = Both(Images, other.Images),
        Classes = Both(Classes, other.Classes),
        Data = Both(Data, other.Data),
    };

    /// <summary>These, with what others know in the place of what these say of it.</summary>
    public Grounds MovedTo(Grounds now) => new()
    {
        Images = Images.Count > 0 && now.Images.Count > 0 ? now.Images : Images,
        Classes = Classes.Count > 0 && now.Classes.Count > 0 ? now.Classes : Classes,
        Data = Data.Count > 0 && now.Data.Count > 0 ? now.Data : Data,
    };

    /// <summary>What something rests on now that these do not have, in words; empty where there is nothing. What is not known now is no other.</summary>
    public string Otherwise(Grounds now) => string.Join(
        "; ",
        new[] { Otherwise("image", Images, now.Images), Otherwise("class", Classes, now.Classes), Otherwise("data of kind", Data, now.Data) }
            .Where(said => said.Length > 0));

    private static string Otherwise(string what, IReadOnlyList<string> given, IReadOnlyList<string> now)
    {
        string[] others = given.Count == 0 ? [] : [.. now.Except(given, StringComparer.Ordinal)];
        return others.Length == 0 ? string.Empty
            : given is [""] ? $"for no {what}, and it is {Spoken(others)} now"
            : $"for {what} {Spoken(given)}, and it is {Spoken(others)} now";
    }

    private static string Spoken(IEnumerable<string> names) => string.Join(" or ", names.Select(name => name.Length == 0 ? "none" : name));

    private static Grounds? With(Grounds grounds, string name, string value) => name switch
    {
        Image when value.Length > 0 => grounds with { Images = [.. grounds.Images, ImageReference.Parse(value).Repository] },
        Class => grounds with { Classes = [.. grounds.Classes, value] },
        Kind when Words.DataKinds.TryRead(value, out _) => grounds with { Data = [.. grounds.Data, value] },
        _ => null,
    };

    private static IReadOnlyList<string> Both(IReadOnlyList<string> some, IReadOnlyList<string> others) =>
        others.Count == 0 ? some : [.. some.Union(others, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<(string Name, string Value)> Pairs() =>
    [
        .. Images.Select(image => (Image, image)),
        .. Classes.Select(name => (Class, name)),
        .. Data.Select(kind => (Kind, kind)),
    ];
}
