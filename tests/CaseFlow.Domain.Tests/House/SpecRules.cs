using System.Reflection;

namespace CaseFlow.House;

/// <summary>Every decision is specified, and every refusal by a spec that is refused so.</summary>
public sealed class SpecRules
{
    private static readonly IReadOnlyList<IReadOnlySet<MemberInfo>> Specs =
    [
        .. typeof(SpecRules).Assembly.GetTypes()
            .Where(type => type.Namespace is "CaseFlow.Access" or "CaseFlow.Complaints" or "CaseFlow.FollowUps" or "CaseFlow.Definitions" or "CaseFlow.PersonalData" or "CaseFlow.Inspections" or "CaseFlow.Tracing" or "CaseFlow.Clocks" or "CaseFlow.Exports" or "CaseFlow.ServiceMeetings" or "CaseFlow.Warnings" or "CaseFlow.Emergencies" or "CaseFlow.Kpis" or "CaseFlow.Reminders")
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FactAttribute), inherit: true))
            .Select(Code.MentionedBy),
    ];

    [Fact]
    public void Every_decision_has_three_specs() => Assert.Empty(
        from decision in Rulebook.Decisions
        let specs = Specs.Count(spec => spec.Contains(decision))
        where specs < 3
        select $"{Rulebook.Named(decision)} has {specs}");

    [Fact]
    public void Every_refusal_has_a_spec_that_is_refused_so() => Assert.Empty(
        from refusal in Rulebook.Refusals
        where !Specs.Any(spec => spec.Contains(refusal) && spec.Any(member => member.Name == nameof(Outcome<,>.ThenRefused)))
        select $"{refusal.DeclaringType!.Name}.{refusal.Name}");

    [Fact]
    public void Every_refusal_is_given_by_a_decision() => Assert.Empty(
        from refusal in Rulebook.Refusals
        where !Rulebook.OfCasesNotOpen.Contains(refusal) && Rulebook.RefusedBy(refusal).Count == 0
        select $"{refusal.DeclaringType!.Name}.{refusal.Name}");

    [Fact]
    public void No_two_refusals_bear_one_code()
    {
        var codes = Rulebook.Refusals.Select(refusal => ((Refusal)refusal.GetValue(null)!).Code).ToList();
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code));
    }
}
