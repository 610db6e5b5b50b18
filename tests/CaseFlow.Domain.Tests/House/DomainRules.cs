using System.Reflection;

namespace CaseFlow.House;

/// <summary>The domain is told the time, ids and facts; it never looks.</summary>
public sealed class DomainRules
{
    private static readonly Assembly Domain = typeof(Refusal).Assembly;

    private static readonly string[] OutsideWorld =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.TimeZoneInfo.get_Local", "System.TimeZoneInfo.FindSystemTimeZoneById", "System.TimeZoneInfo.TryFindSystemTimeZoneById", "System.TimeProvider", "System.Diagnostics.Stopwatch",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.Random", "System.Security.Cryptography.", "System.Environment", "System.Console", "System.Diagnostics.Process",
        "System.IO.", "System.Net.", "System.Threading.", "System.Runtime.CompilerServices.AsyncStateMachineAttribute", "System.Runtime.CompilerServices.AsyncTaskMethodBuilder",
    ];

    [Fact]
    public void The_domain_references_nothing_but_the_base_library() =>
        Assert.All(Domain.GetReferencedAssemblies(), reference => Assert.True(reference.Name is "netstandard" or "mscorlib" || reference.Name!.StartsWith("System.", StringComparison.Ordinal), reference.Name));

    [Fact]
    public void The_domain_has_no_clock_no_chance_no_ports_and_no_tasks() => Assert.Empty(Impurities(Domain));

    [Fact]
    public void The_store_has_what_the_domain_has_not()
    {
        var impurities = Impurities(typeof(EventStore.EventTypes).Assembly);
        Assert.Contains(impurities, mention => mention.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal));
        Assert.Contains(impurities, mention => mention.StartsWith("System.IO.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slice_uses_of_another_only_its_ids_its_events_and_their_words()
    {
        var own = Domain.GetTypes().Where(IsOwnBusiness).ToHashSet();
        Assert.Contains(typeof(Complaints.Complaint), own);
        Assert.Contains(typeof(FollowUps.ScheduleCallback), own);
        Assert.Empty(
            from type in Domain.GetTypes()
            from used in Code.MentionedBy(type)
            where own.Contains(used) && used.Namespace != type.Namespace
            select $"{type.FullName} uses {used.FullName}");
    }

    /// <summary>A slice's state, decisions and commands.</summary>
    private static bool IsOwnBusiness(Type type) =>
        type.GetMethod("Evolve") is not null
        || type.Name.EndsWith("Decisions", StringComparison.Ordinal)
        || Rulebook.Decisions.Any(decision => decision.GetParameters()[1].ParameterType == type);

    private static IReadOnlyList<string> Impurities(Assembly assembly) => [.. Code.MentionedElsewhere(assembly).Where(mention => OutsideWorld.Any(part =>
        part.EndsWith('.') ? mention.StartsWith(part, StringComparison.Ordinal) : mention == part || mention.StartsWith(part + ".", StringComparison.Ordinal)))];
}
