using System.Reflection;

namespace CaseFlow.House;

/// <summary>The domain's decisions and refusals, as its code has them.</summary>
public static class Rulebook
{
    private static readonly Assembly Domain = typeof(Refusal).Assembly;

    /// <summary>Every decision: a public static method that answers one.</summary>
    public static IReadOnlyList<MethodInfo> Decisions { get; } =
    [
        .. Domain.GetTypes()
            .Where(type => type.Name.EndsWith("Decisions", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.ReturnType is { IsGenericType: true } answer && answer.GetGenericTypeDefinition() == typeof(Decision<>)),
    ];

    /// <summary>Every refusal, in the order of the source.</summary>
    public static IReadOnlyList<FieldInfo> Refusals { get; } =
    [
        .. Domain.GetTypes()
            .Where(type => type.Name.EndsWith("Refusals", StringComparison.Ordinal))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Refusal)),
    ];

    /// <summary>The refusals of every decision that asks for an open case.</summary>
    public static IReadOnlySet<FieldInfo> OfCasesNotOpen { get; } =
        Code.MentionedBy(typeof(Complaints.ComplaintRefusals).GetMethod(nameof(Complaints.ComplaintRefusals.NotOpen))!).OfType<FieldInfo>().Where(Refusals.Contains).ToHashSet();

    /// <summary>The decisions that name a refusal themselves.</summary>
    public static IReadOnlyList<MethodInfo> RefusedBy(FieldInfo refusal) => [.. Decisions.Where(decision => Code.MentionedBy(decision).Contains(refusal))];

    public static string Named(MethodInfo decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return $"{decision.DeclaringType!.Name}.{decision.Name}";
    }
}
