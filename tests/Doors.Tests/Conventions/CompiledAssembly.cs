using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>An assembly as compiled: everything that its code names, whatever the source calls it.</summary>
internal sealed class CompiledAssembly(MetadataReader metadata, PEReader file)
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly NamedTypes _names = new();

    /// <summary>Everything that is named in an assembly of the project that is stored beside the tests.</summary>
    public static IReadOnlyList<Use> Uses(string name)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll")));
        return [.. new CompiledAssembly(file.GetMetadataReader(), file).Uses().Distinct()];
    }

    private IEnumerable<Use> Uses() => metadata.TypeDefinitions.SelectMany(handle =>
    {
        var type = metadata.GetTypeDefinition(handle);
        var from = NamedTypes.Outermost(metadata, handle);
        return OfShape(type).Select(to => new Use(from, string.Empty, to, string.Empty))
            .Concat(type.GetMethods().SelectMany(method => OfMethod(from, metadata.GetMethodDefinition(method))));
    });

    private IEnumerable<string> OfShape(TypeDefinition type) =>
    [
        .. Names(type.BaseType),
        .. type.GetInterfaceImplementations().SelectMany(each => Names(metadata.GetInterfaceImplementation(each).Interface)),
        .. type.GetFields().SelectMany(field => metadata.GetFieldDefinition(field).DecodeSignature(_names, null)),
    ];

    private IEnumerable<Use> OfMethod(string from, MethodDefinition method)
    {
        var name = metadata.GetString(method.Name);
        var signature = method.DecodeSignature(_names, null);
        foreach (var to in signature.ReturnType.Concat(signature.ParameterTypes.SelectMany(parameter => parameter)))
        {
            yield return new Use(from, name, to, string.Empty);
        }

        if (method.RelativeVirtualAddress == 0)
        {
            yield break;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        foreach (var to in body.LocalSignature.IsNil
            ? []
            : metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null).SelectMany(local => local))
        {
            yield return new Use(from, name, to, string.Empty);
        }

        foreach (var (to, member) in Tokens(body).SelectMany(Named))
        {
            yield return new Use(from, name, to, member);
        }
    }

    private IEnumerable<(string Type, string Member)> Named(EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return [(NamedTypes.Full(metadata, method.GetDeclaringType()), metadata.GetString(method.Name))];
            case HandleKind.MemberReference:
                var reference = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return Names(reference.Parent).Select(type => (type, metadata.GetString(reference.Name)));
            case HandleKind.MethodSpecification:
                var generic = metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                return [.. Named(generic.Method), .. generic.DecodeSignature(_names, null).SelectMany(types => types).Select(type => (type, string.Empty))];
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return [(NamedTypes.Full(metadata, field.GetDeclaringType()), metadata.GetString(field.Name))];
            default:
                return Names(handle).Select(type => (type, string.Empty));
        }
    }

    private IReadOnlyList<string> Names(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [NamedTypes.Full(metadata, (TypeDefinitionHandle)handle)],
        HandleKind.TypeReference => [NamedTypes.Full(metadata, (TypeReferenceHandle)handle)],
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_names, null),
        _ => [],
    };

    private static List<EntityHandle> Tokens(MethodBodyBlock body)
    {
        var found = new List<EntityHandle>();
        var code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            var first = code.ReadByte();
            switch (Operands[first == 0xFE ? 0xFE00 | code.ReadByte() : first])
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    found.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    var arms = code.ReadInt32();
                    code.Offset += 4 * arms;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }

        return found;
    }
}
