using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The roaming complaint of June 2011: five contacts, one case, one escalation, as the operator itself told it.</summary>
/// <remarks>
/// Contacts one, three and five have no exact time in the source; their precision says so. The two counters of the lock are
/// kept apart, for the customer speaks of one wrong password that day and the system of three in all: both are true only if
/// the one was counted on the number that called and the three on the number that was handled.
/// </remarks>
public static class RoamingStory
{
    private const string Story = "roaming-2011";
    private const string Hotline = "hotline-10086";
    private const string Desk = "nanjing-desk";

    /// <summary>The customer, in Hong Kong when the case is taken on.</summary>
    public static DemoPerson Customer { get; } = new("张伟", "13800000001", "nanjing") { Roaming = RoamingState.International };

    /// <summary>The case.</summary>
    public static ComplaintId First => CaseScript.IdOf(Story);

    /// <summary>Its last contact.</summary>
    public static ContactId Last => ContactOf(5);

    /// <summary>The case, then its contacts.</summary>
    public static IReadOnlyList<DemoStream> Streams(DemoCast cast)
    {
        ArgumentNullException.ThrowIfNull(cast);
        var script = Case(cast);
        var second = DemoCast.At(2011, 6, 28, 22, 11, 54);
        return
        [
            script.Stream,
            Contact(script, 1, DemoCast.At(2011, 6, 27), OccurrencePrecision.Day, "web", ContactOutcome.SelfService, RoamingState.Home, "南京",
                "出境前在网上营业厅开通“国际长途”功能。", "系统受理成功。页面只说明国际长途,未提醒出境还须开通国际及港澳台漫游。"),
            Contact(script, 2, second, OccurrencePrecision.Second, "hotline", ContactOutcome.IvrLocked, RoamingState.International, "香港",
                "到香港后手机无法使用,要求开通国际漫游;称当日只输入过一次服务密码。",
                "告知未开通国际漫游,可电话办理;系统提示“您已累计三次呼入本系统,输入非本机密码仍然有误”,锁定24小时,不能受理。",
                new IvrLock(HandledNumberTries: 3, CallingNumberTries: 1, EndsAt: second.AddHours(24))),
            Contact(script, 3, DemoCast.At(2011, 6, 30, 1), OccurrencePrecision.Hour, "hotline", ContactOutcome.AllAgentsBusy, RoamingState.International, "香港",
                "凌晨多次拨打10086人工台,始终提示人工全忙。", "未接通。"),
            Contact(script, 4, DemoCast.At(2011, 6, 30, 13, 17), OccurrencePrecision.Minute, "hotline", ContactOutcome.Answered, RoamingState.International, "香港",
                "人工席忙,难以接入;要求国际漫游立即生效。", "做紧急处理,未立即开通:按规定最早次日6时生效。"),
            Contact(script, 5, DemoCast.At(2011, 7, 7), OccurrencePrecision.Day, "hotline", ContactOutcome.Answered, RoamingState.Home, "南京",
                "多次接触和投诉未果,升级投诉。", "解释开通时限,解释10086无法接入的原因,记录需求,致歉。"),
        ];
    }

    private static CaseScript Case(DemoCast cast)
    {
        var script = new CaseScript(cast, Story, Customer);
        var sealer = script.Sealer;
        var seventh = DemoCast.At(2011, 7, 7);
        var activation = Claim(1);
        var access = Claim(2);
        return script
            .Register(DemoCast.At(2011, 6, 28, 22, 11, 54), Hotline, new("network.roaming.activation", "已在网厅开通“国际长途”,到香港后电话无法使用;要求开通国际漫游,因密码锁定不能受理。")
            {
                RemedySought = "立即开通国际漫游。",
            })
            .Then(seventh, Desk, state => EscalationDecisions.Escalate(state, new(EscalationLevel.City, EscalationOrigin.Customer, sealer.Seal("客户未成功开通国际漫游功能,前往香港后电话无法使用,多次接触和投诉后未果,遂升级投诉。"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => KeyMomentDecisions.Verify(state, new(
                new Verdict(Validity.Valid, Liability.Liable, cast.Term(TermLists.ResponsibilityClasses, "notice")),
                sealer.Seal("""
                    问题一:网营开通国际长途后未提醒客户开通国际漫游,客户难以区分“国际长途”与“国际漫游”。原因:网营业务说明只讲长途。
                    问题二:客户称非本机办理时仅输入一次密码,系统提示累计三次有误。原因:受理号码与来电号码分别计次,满3次锁定24小时,提示语含糊。
                    问题三:6月30日凌晨1点拨打10086提示人工全忙。原因:月末话务量约为平时3倍,当日接通率44.8%,国际漫游来话没有优先通道。
                    问题四:10086开通国际漫游不能立即生效。原因:江苏移动市〔2011〕70号规定,后付费和VIP以外的客户最早次日6时生效。
                    """))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => KeyMomentDecisions.Clarify(state, new(sealer.Seal("向客户解释国际漫游开通时限的规定,以及月末话务高峰时10086难以接入的原因。"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Raise(state, new(activation, ClaimRank.Primary, sealer.Seal("立即生效国际漫游功能。"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Raise(state, new(access, ClaimRank.Secondary, sealer.Seal("说明10086人工台为何一直接不通。"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Assess(state, new(activation, new(Reasonableness.Reasonable, cast.Term(TermLists.ClaimClasses, "reasonable.restore"), ClaimRank.Primary, Satisfiable: false))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Assess(state, new(access, new(Reasonableness.Reasonable, cast.Term(TermLists.ClaimClasses, "reasonable.explain"), ClaimRank.Secondary, Satisfiable: true))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Offer(state, new(activation, sealer.Seal("记录需求,推动优化:除密码外可凭机主证件验证;国际来话客户可选择立即生效。"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Settle(state, new(activation, ClaimOutcome.Declined)), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClaimDecisions.Settle(state, new(access, ClaimOutcome.Granted)), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => KeyMomentDecisions.Care(state, new(cast.Term(TermLists.CareTypes, "apology"), sealer.Seal("致歉!"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClosureDecisions.Resolve(state, new(sealer.Seal("已解释原因、记录需求并致歉;网厅文案、锁定提示语、漫游来话通道和开通规则列入流程优化。"))), OccurrencePrecision.Day)
            .Then(seventh, Desk, state => ClosureDecisions.Close(state, new(Callback: null, CallbackOwed: false, RecordedElsewhere: true)), OccurrencePrecision.Day);
    }

    /// <summary>Its contacts, from 1.</summary>
    public static ContactId ContactOf(int number) => ContactId.From(DeterministicId.From("demo", Story, "contact", number));

    private static ClaimId Claim(int number) => ClaimId.From(DeterministicId.From("demo", Story, "claim", number));

    private static DemoStream Contact(
        CaseScript script, int number, DateTimeOffset at, OccurrencePrecision precision, string channel, ContactOutcome outcome, RoamingState roaming, string place, string said, string did, IvrLock? ivr = null)
    {
        var contact = ContactOf(number);
        var sealer = script.Sealer;
        return new(contact.Value, history => new StreamDraft<Contact, ContactEvent>(Commands.Streams.Contact, contact.Value, history).Decide(
            DemoStream.Step($"{Story}-contact", number, at, outcome == ContactOutcome.SelfService ? "web-portal" : Hotline, precision),
            state => ContactDecisions.Record(state, new(new ContactRecorded
            {
                Contact = contact,
                Customer = script.Cast.Snapshot(script.Person) with { Roaming = roaming },
                Channel = script.Cast.Term(TermLists.Channels, channel),
                Direction = ContactDirection.Inbound,
                Outcome = outcome,
                Region = new("cn-js", script.Person.City),
                Place = sealer.Seal(place),
                CustomerSaid = sealer.Seal(said),
                OperatorDid = sealer.Seal(did),
                Lock = ivr,
            }, script.Facts))));
    }
}
