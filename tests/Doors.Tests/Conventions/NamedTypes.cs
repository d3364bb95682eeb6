using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>The full names of all types that a signature names, those within generics and arrays too.</summary>
internal sealed class NamedTypes : ISignatureTypeProvider<IReadOnlyList<string>, object?>
{
    public static string Full(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return type.IsNested ? $"{Full(reader, type.GetDeclaringType())}+{reader.GetString(type.Name)}" : Spelled(reader, type.Namespace, type.Name);
    }

    public static string Full(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Full(reader, (TypeReferenceHandle)type.ResolutionScope)}+{reader.GetString(type.Name)}"
            : Spelled(reader, type.Namespace, type.Name);
    }

    public static string Outermost(MetadataReader reader, TypeDefinitionHandle handle) => Full(reader, handle).Split('+')[0];

    public IReadOnlyList<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [Full(reader, handle)];

    public IReadOnlyList<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => [Full(reader, handle)];

    public IReadOnlyList<string> GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public IReadOnlyList<string> GetGenericInstantiation(IReadOnlyList<string> genericType, ImmutableArray<IReadOnlyList<string>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(type => type)];

    public IReadOnlyList<string> GetFunctionPointerType(MethodSignature<IReadOnlyList<string>> signature) =>
        [.. signature.ReturnType, .. signature.ParameterTypes.SelectMany(type => type)];

    public IReadOnlyList<string> GetModifiedType(IReadOnlyList<string> modifier, IReadOnlyList<string> unmodifiedType, bool isRequired) => unmodifiedType;

    public IReadOnlyList<string> GetArrayType(IReadOnlyList<string> elementType, ArrayShape shape) => elementType;

    public IReadOnlyList<string> GetSZArrayType(IReadOnlyList<string> elementType) => elementType;

    public IReadOnlyList<string> GetByReferenceType(IReadOnlyList<string> elementType) => elementType;

    public IReadOnlyList<string> GetPointerType(IReadOnlyList<string> elementType) => elementType;

    public IReadOnlyList<string> GetPinnedType(IReadOnlyList<string> elementType) => elementType;

    public IReadOnlyList<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public IReadOnlyList<string> GetGenericMethodParameter(object? genericContext, int index) => [];

    public IReadOnlyList<string> GetGenericTypeParameter(object? genericContext, int index) => [];

    private static string Spelled(MetadataReader reader, StringHandle ns, StringHandle name) => $"{reader.GetString(ns)}.{reader.GetString(name)}";
}
