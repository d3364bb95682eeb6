using System.Reflection;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>What is read from a file is used by somebody. The compiled projects are asked, so that a key cannot be kept alive by a comment.</summary>
public sealed class NothingDeadTests
{
    private static readonly string[] Projects =
    [
        "HomelabStorage.Policies",
        "HomelabStorage.Cluster",
        "HomelabStorage.Backup",
        "HomelabStorage.Audit",
        "homelab-storage",
    ];

    private static readonly Lazy<Use[]> Uses = new(() => [.. Projects.SelectMany(CompiledAssembly.Uses)]);

    /// <summary>What a compiler writes into every record; that it reads a property says nothing of the property.</summary>
    private static readonly string[] Written = ["PrintMembers", "Equals", "GetHashCode", "Deconstruct"];

    [Theory]
    [InlineData(typeof(AppSection))]
    [InlineData(typeof(PolicySection))]
    public void What_is_written_is_checked_or_means_something(Type section) =>
        NoneUnread(section.Namespace!, reader => Namespace(reader) != section.Namespace);

    [Theory]
    [InlineData(typeof(App))]
    [InlineData(typeof(StoragePolicy))]
    [InlineData(typeof(OperatorKind))]
    public void What_is_meant_is_read_by_somebody_who_judges_or_speaks(Type meaning) =>
        NoneUnread(meaning.Namespace!, reader => !Namespace(reader).EndsWith(".Reading", StringComparison.Ordinal));

    private static void NoneUnread(string ns, Func<string, bool> counts)
    {
        Type[] records = [.. typeof(StoragePolicy).Assembly.GetTypes().Where(type => type.Namespace == ns && type.GetMethod("<Clone>$") is not null)];
        Assert.NotEmpty(records);
        var read = Read(ns, counts);
        string[] unread =
        [
            .. records
                .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly))
                .Where(property => property.SetMethod is not null && property.Name != nameof(ISection.Pointer))
                .Select(property => $"{property.DeclaringType!.FullName}.{property.Name}")
                .Where(property => !read.Contains(property))
                .Select(property => $"{property} is read from a file, and nobody asks for it: use it, or take it out of the file's language"),
        ];
        Assert.True(unread.Length == 0, string.Join('\n', unread));
    }

    /// <summary>The properties that are read by those who count. To read one in order to set it in a copy is not to use it.</summary>
    private static HashSet<string> Read(string ns, Func<string, bool> counts)
    {
        Use[] uses = [.. Uses.Value.Where(use => Namespace(use.To) == ns && !Written.Contains(use.Method)).SelectMany(TakenApart)];
        var copied = uses
            .Where(use => use.Member.StartsWith("set_", StringComparison.Ordinal))
            .Select(use => use with { Member = "get_" + use.Member[4..] })
            .ToHashSet();
        return
        [
            .. uses
                .Where(use => use.Member.StartsWith("get_", StringComparison.Ordinal) && counts(use.From) && !copied.Contains(use))
                .Where(use => Namespace(use.From) != ns || IsAsked(use.From, use.Method))
                .Select(use => $"{use.To}.{use.Member[4..]}"),
        ];
    }

    /// <summary>Who takes a record apart reads what it is made of.</summary>
    private static IEnumerable<Use> TakenApart(Use use) => use.Member is "Deconstruct"
        ? typeof(StoragePolicy).Assembly.GetType(use.To)!.GetMethod(use.Member)!.GetParameters().Select(part => use with { Member = $"get_{part.Name}" })
        : [use];

    /// <summary>What a record tells of its own properties is of use when somebody asks it, and not the record itself.</summary>
    private static bool IsAsked(string type, string compiled)
    {
        var method = compiled.StartsWith('<') ? compiled[1..compiled.IndexOf('>', StringComparison.Ordinal)] : compiled;
        return method.StartsWith('.') || method is "MoveNext" or "ToString" || Array.Exists(
            Uses.Value,
            use => string.Equals(use.Member, method, StringComparison.Ordinal)
                && !Written.Contains(use.Method)
                && !(use.From == type && use.Method == compiled));
    }

    private static string Namespace(string type) => type[..type.Split('+')[0].LastIndexOf('.')];
}
