using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.ServiceMeetings;
using CaseFlow.ServiceMeetings;
using Npgsql;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>Two weekly meetings of Nanjing and one of the province in July 2011, after the roaming complaint, and one of the province in October. Their figures are those that the demo's cases come to.</summary>
public sealed class DemoMeetings(IEventStore store, NpgsqlDataSource database, MeetingTexts texts, MeetingInputs inputs, AgendaProposals proposals, DefinitionBook book)
{
    private const string Secretary = "secretary.nanjing";
    private const string OfProvince = "secretary";
    private const string Notice = "notice";
    private const string Rule = "rule";
    private const string Channel = "channel";

    private static readonly Region Nanjing = new("cn-js", "nanjing");

    private IEventStore Store => store;

    private MeetingTexts Texts => texts;

    private MeetingInputs Inputs => inputs;

    private AgendaProposals Proposals => proposals;

    private DefinitionBook Book => book;

    /// <summary>Records what is not there yet. The cases that the figures are counted from are loaded before.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var (departments, version) = await DepartmentsAsync(cancellation);
        if (departments.Count == 0) return;
        var first = new Script(this, "weekly-1", Secretary, cancellation);
        var second = new Script(this, "weekly-2", Secretary, cancellation);
        var province = new Script(this, "province", OfProvince, cancellation);

        await first.ConveneAsync(Nanjing, DemoCast.At(2011, 7, 11, 9, 30), "陆主任", "2011-06", "2011-06", departments);
        await first.TakeOnAsync(AgendaFinding.MostComplaints, most: 2);
        await first.TakeOnAsync(AgendaFinding.RepeatRateAbove, most: 1);
        await first.AddAsync(AgendaClass.CrossDepartment, "国际漫游开通:网厅说明、密码锁定与生效时限");
        await first.HoldAsync(DemoCast.At(2011, 7, 11, 9, 30), departments, absent: "finance");
        await first.MinuteAsync(
            (AgendaFinding.MostComplaints, "对照工单逐条分析,投诉集中在月初出账后;由责任部门牵头整改,下次例会通报。"),
            (AgendaFinding.RepeatRateAbove, "首次处理未落实到位,由客户服务部逐单回访。"),
            (null, "升级投诉暴露四个环节:网厅文案、密码锁定提示、月末接通、次日6时生效的规定。前两项市公司可改,后两项须省公司支撑。"));
        await first.ResolveAsync(Notice, "网上营业厅“国际长途”开通页面增加国际漫游提醒。", "digital-channels", DemoCast.At(2011, 7, 15, 18), "上线后一个月内,因长途与漫游混淆的重复投诉下降。");
        await first.ThenAsync("ask", DemoCast.At(2011, 7, 11, 11), async _ => new SupportRequested(Asked, await SealAsync(first.Id, "请省公司协调修订国际漫游次日6时生效的规定,并为境外来话设置优先通道。"), new(HoldingMeetings.Coordinator, version)));
        await first.PublishAsync(DemoCast.At(2011, 7, 12, 10), "陆主任");
        await CatchUpAsync(cancellation);

        await second.ConveneAsync(Nanjing, DemoCast.At(2011, 7, 18, 9, 30), "陆主任", "2011-06", "2011-07", departments);
        await second.TakeOnAsync(AgendaFinding.MostComplaints, most: 1);
        await second.AddAsync(AgendaClass.FocusIssue, "上次例会议定事项完成情况");
        await CarryOverAsync(Notice, second.Id, DemoCast.At(2011, 7, 17, 16), cancellation);
        await CatchUpAsync(cancellation);
        await second.HoldAsync(DemoCast.At(2011, 7, 18, 9, 30), departments, absent: "marketing");
        await second.MinuteAsync((AgendaFinding.MostComplaints, "热点与上期相同,整改措施已下发,继续跟踪。"), (null, "网厅提醒页面排期推迟一周,事项结转至本次例会继续跟踪。"));
        await second.PublishAsync(DemoCast.At(2011, 7, 19, 10), "陆主任");
        await CatchUpAsync(cancellation);

        await province.ConveneAsync(new("cn-js"), DemoCast.At(2011, 7, 25, 14), "分管副总经理", "2011-05", "2011-07", departments);
        await province.TakeOnAsync(AgendaFinding.SupportAsked, most: 1);
        await province.TakeOnAsync(AgendaFinding.RepeatRateAbove, most: 2);
        await province.TakeOnAsync(AgendaFinding.MostComplaints, most: 1);
        await province.HoldAsync(DemoCast.At(2011, 7, 25, 14), departments, absent: "data");
        await province.MinuteAsync(
            (AgendaFinding.SupportAsked, "规定出自2011年70号文。同意对后付费客户试行立即生效,业务支撑中心评估信控风险;10086增设漫游来话优先通道。"),
            (AgendaFinding.RepeatRateAbove, "请相关地市逐单分析重复原因,重点查处理不落实,下次例会汇报。"),
            (AgendaFinding.MostComplaints, "费用争议仍居首位,市场部牵头核查资费说明。"));
        await province.ResolveAsync(Rule, "修订国际漫游开通规定:后付费客户可选择立即生效。", "business-support", DemoCast.At(2011, 9, 30, 18), "因开通时限引起的漫游投诉逐月下降。");
        await province.ResolveAsync(Channel, "10086为国际漫游来话设置优先通道。", "customer-service", DemoCast.At(2011, 8, 31, 18), "月末国际漫游来话接通率高于平时人工接通率。");
        await first.ThenAsync("answer", DemoCast.At(2011, 7, 26, 10), async _ => new SupportAnswered(Asked, await SealAsync(first.Id, "省例会已议定:修订规定、设置优先通道,由业务支撑中心和客户服务部落实。")), OfProvince);
        await province.PublishAsync(DemoCast.At(2011, 7, 27, 10), "分管副总经理");
        await FinishAsync(cancellation);
    }

    /// <summary>The meeting that sees the figures of September; those cases are loaded before.</summary>
    public async Task HoldInOctoberAsync(CancellationToken cancellation)
    {
        var (departments, _) = await DepartmentsAsync(cancellation);
        if (departments.Count == 0) return;
        var at = DemoCast.At(2011, 10, 10, 14);
        var october = new Script(this, "province-october", OfProvince, cancellation);
        await october.ConveneAsync(new("cn-js"), at, "分管副总经理", "2011-09", "2011-09", departments);
        await october.AddAsync(AgendaClass.FocusIssue, "9月重复投诉率");
        await october.HoldAsync(at, departments, absent: "finance");
        await october.MinuteAsync((null, "按现有数据通报9月重复投诉率;积压信件补录后如有变化,以系统重述为准。"));
        await october.PublishAsync(DemoCast.At(2011, 10, 12, 10), "分管副总经理");
        await CatchUpAsync(cancellation);
    }

    private async Task<(IReadOnlyList<Term> Departments, int Version)> DepartmentsAsync(CancellationToken cancellation)
    {
        var list = await book.ListAsync(TermLists.Departments, cancellation);
        return list.Find("network") is null ? ([], list.Version) : ([.. list.Entries.Values.Where(entry => !entry.Retired).Select(entry => new Term(entry.Code, list.Version))], list.Version);
    }

    private static SupportRequestId Asked { get; } = SupportRequestId.From(DeterministicId.From("demo", "support-request", "roaming"));

    private static ResolutionId ResolutionOf(string story) => ResolutionId.From(DeterministicId.From("demo", "resolution", story));

    private async Task<Sealed> SealAsync(ServiceMeetingId meeting, string text) => await texts.SealAsync(meeting.Value, isThere: true, text, CancellationToken.None);

    private Task CarryOverAsync(string story, ServiceMeetingId to, DateTimeOffset at, CancellationToken cancellation) =>
        RecordAsync(Streams.Resolution, ResolutionOf(story).Value, DemoStream.Step($"resolution-{story}-carried", 1, at, Secretary), state => ResolutionDecisions.CarryOver(state, new(to, MeetingStatus.Convened)), cancellation);

    private async Task FinishAsync(CancellationToken cancellation)
    {
        foreach (var (story, number, at, by, text, isDone) in new[]
        {
            (Notice, 1, DemoCast.At(2011, 7, 22, 15), "digital-channels", "页面已改版并通过验收,7月22日上线。", false),
            (Notice, 2, DemoCast.At(2011, 8, 26, 10), "digital-channels", "上线一个月,长途与漫游混淆类重复投诉由6月的7件降至8月的5件。", true),
            (Channel, 1, DemoCast.At(2011, 8, 30, 17), "customer-service", "优先通道8月上线,8月月末国际漫游来话均可直接接入。", true),
            (Rule, 1, DemoCast.At(2011, 9, 20, 9), "business-support", "信控风险评估完成,规定修订稿会签中。", false),
        })
        {
            var resolution = ResolutionOf(story).Value;
            var said = await texts.SealAsync(resolution, isThere: true, text, cancellation);
            var evidence = new EffectEvidence(said, story == Notice ? KpiCatalogue.RepeatComplaintRate.Id : null, story == Notice ? 1.22m : null, story == Notice ? 0.94m : null);
            await RecordAsync(
                Streams.Resolution, resolution, DemoStream.Step($"resolution-{story}-told", number, at, by), state => isDone ? ResolutionDecisions.Finish(state, new(evidence, by)) : ResolutionDecisions.Report(state, new(said, by)), cancellation);
        }
    }

    /// <summary>Nothing else follows the events while the demo is loaded, and what a meeting sees is read from read models.</summary>
    private Task CatchUpAsync(CancellationToken cancellation) => new ProjectionEngine(
        database,
        store,
        [.. Slices.All.SelectMany(slice => slice.Projections).Where(projection => projection.Name is RepeatComplaintRates.Projection or ContactsPerCase.Projection or Resolutions.Projection or ServiceMeetingList.Projection)],
        []).CatchUpAsync(cancellation);

    private async Task RecordAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, CommandContext context, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class
    {
        var draft = new StreamDraft<TState, TEvent>(kind, stream, await store.ReadStreamAsync(stream, cancellation: cancellation)).Decide(context, decide);
        if (draft.Refusal is { } refusal) throw new InvalidOperationException($"{context.CorrelationId} of the demo's meetings is refused: {refusal.Code}.");
        await draft.RecordAsync(store, cancellation);
    }

    /// <summary>The course of one meeting, step by step, each through its decision.</summary>
    private sealed class Script(DemoMeetings demo, string story, string actor, CancellationToken cancellation)
    {
        private const int MostItems = 3;

        private DateTimeOffset prepared;

        public ServiceMeetingId Id { get; } = ServiceMeetingId.From(DeterministicId.From("demo", "service-meeting", story));

        public async Task ThenAsync(string step, DateTimeOffset at, Func<ServiceMeeting, Task<ServiceMeetingEvent>> make, string? by = null)
        {
            var fact = await make(await StateAsync());
            await demo.RecordAsync(Streams.ServiceMeeting, Id.Value, DemoStream.Step($"meeting-{story}-{step}", 1, at, by ?? actor), state => Decide(state, fact), cancellation);
        }

        public async Task ConveneAsync(Region region, DateTimeOffset heldOn, string chair, string from, string to, IReadOnlyList<Term> departments)
        {
            prepared = heldOn.AddDays(-3);
            await demo.CatchUpAsync(cancellation);
            await ThenAsync("convene", prepared, async _ => new ServiceMeetingConvened
            {
                Meeting = Id,
                Level = region.City is null ? MeetingLevel.Province : MeetingLevel.City,
                Region = region,
                HeldOn = heldOn,
                Chair = await demo.SealAsync(Id, chair),
                From = from,
                To = to,
                Departments = departments,
            });
        }

        public async Task TakeOnAsync(AgendaFinding finding, int most)
        {
            var state = await StateAsync();
            if (!state.IsPrepared) return;
            var taken = state.TakenOn.Count(item => item.Finding == finding);
            foreach (var proposal in (await demo.Proposals.ForAsync(state, cancellation)).Where(proposal => proposal.Grounds.Finding == finding).Take(most - taken))
            {
                var item = Item($"{finding}-{++taken}");
                await ThenAsync($"take-on-{finding}-{taken}", prepared.AddHours(2), _ => Task.FromResult<ServiceMeetingEvent>(new AgendaItemAdded(item, proposal.Class, null, proposal.Grounds)));
            }
        }

        public Task AddAsync(AgendaClass of, string title) => ThenAsync("add", prepared.AddHours(3), async _ => new AgendaItemAdded(Item("own"), of, await demo.SealAsync(Id, title), null));

        public async Task HoldAsync(DateTimeOffset at, IReadOnlyList<Term> departments, string absent)
        {
            var taken = await demo.Inputs.TakeAsync(MeetingOutlook.Of(await StateAsync()), cancellation);
            await ThenAsync("freeze", at.AddHours(-1), _ => Task.FromResult<ServiceMeetingEvent>(new MeetingInputsFrozen(taken.Tables, taken.Resolutions)));
            await ThenAsync("hold", at, _ => Task.FromResult<ServiceMeetingEvent>(new ServiceMeetingHeld([.. departments.Select(department => new DepartmentAttendance(department, department.Code == absent ? Attendance.Absent : Attendance.Present))])));
        }

        /// <summary>Writes minutes of every item: of those that a finding was taken on for, and of the meeting's own.</summary>
        public async Task MinuteAsync(params (AgendaFinding? Finding, string Minutes)[] said)
        {
            foreach (var (place, item) in (await StateAsync()).Agenda.Index())
            {
                var minutes = said.First(one => one.Finding is { } finding ? Enumerable.Range(1, MostItems).Any(number => Item($"{finding}-{number}") == item) : Item("own") == item).Minutes;
                await ThenAsync($"minute-{place}", prepared.AddDays(3).AddHours(4), async _ => new AgendaItemMinuted(item, await demo.SealAsync(Id, minutes)));
            }
        }

        public async Task ResolveAsync(string resolution, string text, string owner, DateTimeOffset due, string evidence)
        {
            var id = ResolutionOf(resolution);
            var state = await StateAsync();
            var decided = new ResolutionDecided
            {
                Resolution = id,
                Meeting = Id,
                Item = state.Agenda.IsEmpty ? null : state.Agenda[^1],
                Region = state.Region,
                Text = await demo.Texts.SealAsync(id.Value, isThere: true, text, cancellation),
                Owner = (await demo.Book.ListAsync(TermLists.Departments, cancellation)).Find(owner) ?? throw new ExplainedException($"The demo's meetings need the department {owner}."),
                DueAt = due,
                ExpectedEvidence = await demo.Texts.SealAsync(id.Value, isThere: true, evidence, cancellation),
            };
            await demo.RecordAsync(
                Streams.Resolution, id.Value, DemoStream.Step($"resolution-{resolution}", 1, prepared.AddDays(3).AddHours(5), actor), one => ResolutionDecisions.Decide(one, new(decided, MeetingStatus.Held)), cancellation);
        }

        public Task PublishAsync(DateTimeOffset at, string by) => ThenAsync("publish", at, async _ => new MinutesPublished(await demo.SealAsync(Id, by), null));

        private AgendaItemId Item(string name) => AgendaItemId.From(DeterministicId.From("demo", "agenda-item", story, name));

        private async Task<ServiceMeeting> StateAsync() => Streams.ServiceMeeting.Fold(await demo.Store.ReadStreamAsync(Id.Value, cancellation: cancellation));

        private static Decision<ServiceMeetingEvent> Decide(ServiceMeeting state, ServiceMeetingEvent fact) => fact switch
        {
            ServiceMeetingConvened e => ServiceMeetingDecisions.Convene(state, new(e)),
            AgendaItemAdded e => ServiceMeetingDecisions.Add(state, new(e)),
            MeetingInputsFrozen e => ServiceMeetingDecisions.Freeze(state, new(e.Tables, e.Resolutions)),
            ServiceMeetingHeld e => ServiceMeetingDecisions.Hold(state, new(e.Departments)),
            AgendaItemMinuted e => ServiceMeetingDecisions.Minute(state, new(e.Item, e.Minutes)),
            SupportRequested e => ServiceMeetingDecisions.Request(state, new(e.Request, e.Need, e.Department)),
            SupportAnswered e => ServiceMeetingDecisions.Answer(state, new(e.Request, e.Answer, ByProvince: true)),
            MinutesPublished e => ServiceMeetingDecisions.Publish(state, new(e.ApprovedBy)),
            _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
        };
    }
}
