using Mono.Cecil;
using Mono.Cecil.Cil;

namespace HomelabStorage.Runner;

/// <summary>Gives every mutant a switch of its own, so that several can be awake: Stryker's engine has one switch with a number.</summary>
internal static class Switches
{
    /// <summary>
    /// The static field of Stryker's class: an array that says of each mutant whether it is awake, or null, where Stryker's own switch counts.
    /// </summary>
    public const string Field = "Awake";

    /// <summary>Writes an engine with such switches into a folder.</summary>
    /// <param name="engine">The engine as Stryker made it.</param>
    /// <param name="folder">The folder.</param>
    public static string Added(string engine, string folder)
    {
        using var module = ModuleDefinition.ReadModule(engine);
        var control = module.Types.Single(t => t.Name is "MutantControl");
        var awake = new FieldDefinition(Field, FieldAttributes.Public | FieldAttributes.Static, new ArrayType(module.TypeSystem.Boolean));
        control.Fields.Add(awake);
        var asked = control.Methods.Single(m => m.Name is "IsActive").Body;
        var (first, code) = (asked.Instructions[0], asked.GetILProcessor());
        foreach (var step in new[]
        {
            code.Create(OpCodes.Ldsfld, awake),
            code.Create(OpCodes.Brfalse, first),
            code.Create(OpCodes.Ldsfld, awake),
            code.Create(OpCodes.Ldarg_0),
            code.Create(OpCodes.Ldelem_U1),
            code.Create(OpCodes.Ret),
        })
        {
            code.InsertBefore(first, step);
        }

        var written = Path.Combine(folder, "HomelabStorage.Policies.Switches.dll");
        module.Write(written);
        return written;
    }
}
