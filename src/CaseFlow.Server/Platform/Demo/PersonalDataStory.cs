using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.PersonalData;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>What lies with the data-protection officer when the demo is loaded: requests to erase, a legal hold, who looked, and a schedule.</summary>
public static class PersonalDataStory
{
    private const string Story = "personal-data";
    private const string Officer = "privacy";

    /// <summary>The schedule for how long data is kept. Its times and citations are an example, and no advice.</summary>
    public static DemoStream Schedule(DemoCast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        RetentionRule[] rules =
        [
            new(null, 6, "客户信息保存规定(示例)第12条"),
            .. Enum.GetValues<ComplaintKind>().Select(kind => new RetentionRule(kind, kind is ComplaintKind.Complaint or ComplaintKind.Fault ? 36 : 12, "客户信息保存规定(示例)第7条")),
        ];
        return new(DefinitionBook.PoliciesStream, history => new StreamDraft<Policies, PolicyEvent>(Streams.Policies, DefinitionBook.PoliciesStream, history).Decide(
            DemoStream.Step($"{Story}-schedule", 1, cast.Ago(60), Officer), policies => PolicyDecisions.PublishRetentionSchedule(policies, new(rules, "按最短必要期限保存"))));
    }

    /// <summary>What was done with the data of some customers.</summary>
    /// <param name="cast">The customers and the time.</param>
    /// <param name="ended">Customers whose cases have ended.</param>
    public static IReadOnlyList<DemoStream> Told(DemoCast cast, IReadOnlyList<DemoPerson> ended)
    {
        ArgumentNullException.ThrowIfNull(cast);
        ArgumentNullException.ThrowIfNull(ended);
        return
        [
            Of(cast, RoamingStory.Customer, 20, "auditor", (region, at) => new PersonalDataRevealed(
                cast.Snapshot(RoamingStory.Customer).Customer, region, RevealPurpose.QualityInspection, RoamingStory.First, "auditor", at + DataSubjectDecisions.GrantLasts, cast.Sealer(RoamingStory.Customer).Seal("抽查漫游投诉的处理过程"))),
            Of(cast, ended[3], 9, DemoAccounts.Lead, (region, _) => Asked(ended[3], region, ErasureGround.SubjectRequest, DemoAccounts.Lead, "客户来函要求删除其个人信息,身份已核实。")),
            Of(cast, ended[7], 6, Officer, (region, _) => Asked(ended[7], region, ErasureGround.ConsentWithdrawn, Officer, "客户撤回同意。")),
            Of(cast, TodaysDesk.People[14], 30, Officer, (region, _) => new LegalHoldPlaced(cast.Snapshot(TodaysDesk.People[14]).Customer, region, "(2026)0105-7731", HoldCause.Litigation, Officer)),
        ];

        ErasureRequested Asked(DemoPerson person, Region region, ErasureGround ground, string by, string note) =>
            new(cast.Snapshot(person).Customer, region, ground, by, cast.Sealer(person).Seal(note));
    }

    private static DemoStream Of(DemoCast cast, DemoPerson person, double workingHoursAgo, string actor, Func<Region, DateTimeOffset, DataSubjectEvent> fact)
    {
        var (customer, at) = (cast.Snapshot(person).Customer, cast.Ago(workingHoursAgo));
        var stream = DataSubjectDesk.StreamOf(customer);
        return new(stream, history => new StreamDraft<DataSubject, DataSubjectEvent>(Streams.DataSubject, stream, history).Decide(
            DemoStream.Step($"{Story}-{person.Number}", 1, at, actor), _ => fact(new("cn-js", person.City), at)));
    }
}
