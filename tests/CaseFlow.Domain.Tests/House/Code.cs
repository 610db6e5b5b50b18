using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CaseFlow.House;

/// <summary>What compiled code mentions: read from the code itself, for a text can be written in many ways.</summary>
public static class Code
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Instructions = typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every member of other assemblies that an assembly uses, as <c>System.Guid.NewGuid</c>, and every type, as <c>System.Guid</c>.</summary>
    public static IReadOnlyList<string> MentionedElsewhere(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{Named((TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
        return [.. metadata.TypeReferences.Select(Named).Concat(members).Order(StringComparer.Ordinal)];

        string Named(TypeReferenceHandle handle)
        {
            var type = metadata.GetTypeReference(handle);
            return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }
    }

    /// <summary>The members that a method mentions, itself or through the private methods, lambdas and local functions of its class.</summary>
    public static IReadOnlySet<MemberInfo> MentionedBy(MethodBase method)
    {
        var mentioned = new HashSet<MemberInfo>();
        var (seen, next) = (new HashSet<MethodBase> { method }, new Stack<MethodBase>([method]));
        while (next.TryPop(out var at))
        {
            foreach (var member in Operands(at))
            {
                mentioned.Add(member);
                if (member is MethodBase { IsPublic: false } or MethodBase { DeclaringType.IsNested: true } && Outermost(member) == Outermost(method) && seen.Add((MethodBase)member))
                    next.Push((MethodBase)member);
            }
        }

        return mentioned;
    }

    /// <summary>The types of the assembly that a type mentions, in what it declares and in what it does.</summary>
    public static IEnumerable<Type> MentionedBy(Type type)
    {
        var members = type.GetMembers(Declared);
        var declared = members.SelectMany(member => member switch
        {
            FieldInfo field => [field.FieldType],
            PropertyInfo property => [property.PropertyType],
            MethodBase method => method.GetParameters().Select(parameter => parameter.ParameterType).Concat(method is MethodInfo { ReturnType: var answer } ? [answer] : []),
            _ => Enumerable.Empty<Type>(),
        });
        var done = members.OfType<MethodBase>().SelectMany(Operands).SelectMany(member => member is Type used ? [used] : member.DeclaringType is { } owner ? [owner] : Array.Empty<Type>());
        return declared.Concat(done).Concat(type.BaseType is { } above ? [above] : []).SelectMany(Parts).Where(part => part.Assembly == type.Assembly).Distinct();
    }

    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { HasElementType: true } => Parts(type.GetElementType()!),
        { IsConstructedGenericType: true } => type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()),
        _ => [type],
    };

    private static Type? Outermost(MemberInfo member)
    {
        var type = member.DeclaringType;
        while (type?.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<MemberInfo> Operands(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        for (var at = 0; at < code.Length;)
        {
            var instruction = code[at] == 0xFE ? Instructions[BitConverter.ToInt16([code[at + 1], code[at]])] : Instructions[code[at]];
            at += instruction.Size;
            if (instruction.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(code, at), method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null) is { } member)
                yield return member;
            at += OperandSize(instruction.OperandType, code, at);
        }
    }

    private static int OperandSize(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        OperandType.InlineBrTarget or OperandType.InlineField or OperandType.InlineI or OperandType.InlineMethod or OperandType.InlineSig
            or OperandType.InlineString or OperandType.InlineTok or OperandType.InlineType or OperandType.ShortInlineR => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(operand), operand, "No instruction has such an operand."),
    };
}
