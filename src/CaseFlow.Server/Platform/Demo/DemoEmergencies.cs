using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using Npgsql;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>An emergency of July 2011 that is over, with a reply line that was withdrawn and everybody called, and a drill that goes on.</summary>
/// <remarks>Each is one append through its decisions, and is passed over when it is there. The complaints are those that the demo's series has.</remarks>
public sealed class DemoEmergencies(IEventStore store, NpgsqlDataSource database, EmergencyDesk desk, DefinitionBook book, PersonalDataVault vault, TimeProvider clock)
{
    private const string Commander = "commander";
    private const string Network = "network";
    private const string Service = "customer-service";
    private const int AffectedBeside = 12;

    private static readonly Region Jiangsu = new("cn-js");

    /// <summary>Records what is not there yet. The cases are loaded before.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var departments = await book.ListAsync(TermLists.Departments, cancellation);
        if (departments.Find(Network) is null || departments.Find(Service) is null || await desk.PlanAsync(clock.GetUtcNow(), cancellation) is not { } plan) return;
        if (await BeginAsync("outage", cancellation) is { } outage) await OutageAsync(outage, plan, cancellation);
        if (await BeginAsync("drill", cancellation) is { } drill) await DrillAsync(drill, plan, cancellation);
    }

    private async Task OutageAsync(Script script, EmergencyPlanTerms plan, CancellationToken cancellation)
    {
        var (from, until) = (DemoCast.At(2011, 7, 18, 0), DemoCast.At(2011, 7, 20, 14));
        // Nothing else follows the events while the demo is loaded, and complaints are found in the work list.
        await new ProjectionEngine(database, store, [.. Slices.All.SelectMany(slice => slice.Projections).Where(projection => projection.Name == WorkList.Projection)], []).CatchUpAsync(cancellation);
        var found = await desk.Concerned.FindAsync(AccessScope.All, Jiangsu, [Network], from, until, cancellation);
        var beside = await desk.Concerned.FindAsync(AccessScope.All, Jiangsu, [], from, until, cancellation);
        if (found.Data.Count == 0) return;
        var (topics, regions, zone) = (await book.ListAsync(TermLists.Topics, cancellation), await book.ListAsync(TermLists.Regions, cancellation), EmergencyDesk.ZoneOf(plan));
        var hotline = (await book.ListAsync(TermLists.Channels, cancellation)).Find("hotline") ?? throw new ExplainedException("The demo's emergencies need the channel hotline.");
        IReadOnlyList<string> branches = [.. regions.Entries.Values.Where(entry => !entry.Retired && TermCodes.Parent(entry.Code) == "cn-js").Select(entry => entry.Code)];
        FrozenQuery Query(string words, IReadOnlyList<string> about) => new() { Words = words, Topics = about, Territory = "cn-js", From = from, Until = until, Position = found.Position };

        script.Then(At(14, 0), state => EmergencyDecisions.Propose(state, new(new()
        {
            Emergency = script.Id, Title = "全省数据业务间断", Account = "核心网设备板卡故障,部分用户数据业务和漫游登记间断,热线话务量升至平日三倍。", Region = Jiangsu,
            Topics = [topics.Find(Network) ?? new(Network, topics.Version)], BeganAt = At(13, 40), IsDrill = false, Plan = plan,
        })));
        script.Meet(At(14, 8), FirstTime.Alert, "短信通知指挥名册全体人员");
        script.Then(At(14, 10), state => EmergencyDecisions.Assign(state, new(new(CommandRole.QualityLead, "sun.li", null))));
        script.Then(At(14, 10), state => EmergencyDecisions.Assign(state, new(new(CommandRole.Network, "network.department", script.Departments.Find(Network)))));
        script.Then(At(14, 15), state => EmergencyDecisions.Declare(state, new("一小时内同类投诉超过平日全天,影响全省。", branches)));
        script.Then(At(14, 20), state => ConcernDecisions.Link(state, new(found.Data, Query("7月18日以来的网络类投诉", [Network]))));
        script.Then(At(14, 22), state => ConcernDecisions.List(state, new([.. beside.Data.Where(one => !found.Data.Any(other => other.Customer == one.Customer)).Take(AffectedBeside).Select(one => new AffectedCustomer(one.Customer, City: one.City))], Query("同一时段登记失败的用户名单", []))));
        script.Then(At(14, 23), state => EmergencyCallDecisions.Plan(state, new(At(14, 23), zone)), EmergencyCallPlanning.Actor);
        script.Meet(At(14, 25), FirstTime.Relay, "电话报告总部值班室", recipient: Emergency.Headquarters);
        foreach (var branch in branches) script.Meet(At(14, 32), FirstTime.Relay, "系统通报分公司", recipient: branch);
        script.Meet(At(14, 40), FirstTime.OnScene, "值班工程师到热线现场签到", department: Network);
        script.Then(At(14, 36), state => ReplyLineDecisions.Publish(state, new("部分地区数据业务间断,预计今日16时前恢复,给您带来不便深表歉意。", [hotline], At(14, 36), "sun.li")));
        script.Then(At(14, 50), state => ReplyLineDecisions.Give(state, new(1, [.. found.Data.Take(5).Select(one => new ToldCustomer(one.Customer, one.Complaint))])), "lin.xiaoyu");
        script.Then(At(14, 55), state => EmergencyDecisions.Log(state, new(new(MediaKind.Forum, "西祠胡同", "多个帖子反映手机无法上网", null))));
        script.Then(At(15, 0), state => EmergencyDecisions.Report(state, new("故障已定位到板卡,备件在途;热线已加开坐席。")));
        script.Meet(At(15, 20), FirstTime.OnScene, "客服值班经理到场", department: Service);
        script.Then(At(15, 40), state => ReplyLineDecisions.Withdraw(state, new(1, "恢复时间延后,原口径所称时间不准。")));
        script.Then(At(15, 42), state => ReplyLineDecisions.Publish(state, new("部分地区数据业务间断,抢修仍在进行,恢复后我们将逐一回访并退还当日数据费用。", [hotline], At(15, 42), "sun.li")));
        script.Then(At(16, 0), state => ReplyLineDecisions.Give(state, new(2, [.. found.Data.Take(4).Select(one => new ToldCustomer(one.Customer, one.Complaint))])), "lin.xiaoyu");
        script.Meet(At(16, 20), FirstTime.PublicFeedback, "网上营业厅首页公告");
        script.Then(At(17, 5), state => ConcernDecisions.Clear(state, new("板卡更换完成,登记成功率恢复正常。")));
        script.Then(At(17, 15), state => EmergencyDecisions.Report(state, new("业务恢复,转入回访。")));
        await CallAsync(script, zone, cancellation);
        script.Then(DemoCast.At(2011, 7, 21, 17), state => EmergencyDecisions.End(state, new(null)));
        await script.Draft.RecordAsync(store, cancellation);
    }

    /// <summary>One in seven was not reached on the first evening, one in nine was compensated.</summary>
    private async Task CallAsync(Script script, TimeZoneInfo zone, CancellationToken cancellation)
    {
        var owed = script.Draft.State.Owed.Select(one => one.Customer).ToList();
        await vault.PrepareAsync(owed, cancellation);
        var missed = owed.Where((_, i) => i % 7 == 3).ToList();
        script.Then(DemoCast.At(2011, 7, 20, 18), state => EmergencyCallDecisions.Record(state, new([.. missed.Select(one => new CallMade(one, EmergencyCallResult.NotReached, null))], DemoCast.At(2011, 7, 20, 18), zone, new("care", DemoCast.At(2011, 7, 20, 18)))), "care");
        script.Then(DemoCast.At(2011, 7, 20, 20), state => EmergencyCallDecisions.Record(
            state, new([.. owed.Except(missed).Select((one, i) => new CallMade(one, i % 9 == 4 ? EmergencyCallResult.Compensated : EmergencyCallResult.Informed, null))], DemoCast.At(2011, 7, 20, 20), zone, new("care", DemoCast.At(2011, 7, 20, 20)))), "care");
        script.Then(DemoCast.At(2011, 7, 21, 10), state => EmergencyCallDecisions.Record(state, new([.. missed.Select(one => new CallMade(one, EmergencyCallResult.Informed, null))], DemoCast.At(2011, 7, 21, 10), zone, new("care", DemoCast.At(2011, 7, 21, 10)))), "care");
    }

    private async Task DrillAsync(Script script, EmergencyPlanTerms plan, CancellationToken cancellation)
    {
        var (topics, now) = (await book.ListAsync(TermLists.Topics, cancellation), clock.GetUtcNow());
        script.Then(now.AddMinutes(-35), state => EmergencyDecisions.Propose(state, new(new()
        {
            Emergency = script.Id, Title = "漫游激活失败应急演练", Account = "假设漫游激活平台自今日起全部失败,检验六个第一时间。", Region = new("cn-js", "nanjing"),
            Topics = [topics.Find("network.roaming") ?? new(Network, topics.Version)], BeganAt = now.AddMinutes(-40), IsDrill = true, Plan = plan,
        })));
        script.Meet(now.AddMinutes(-30), FirstTime.Alert, "演练短信");
        script.Then(now.AddMinutes(-28), state => EmergencyDecisions.Assign(state, new(new(CommandRole.ExecutiveSponsor, Commander, null))));
        script.Then(now.AddMinutes(-27), state => EmergencyDecisions.Declare(state, new("演练开始", ["cn-js.nanjing"])));
        script.Meet(now.AddMinutes(-12), FirstTime.OnScene, "演练签到", department: Network);
        script.Meet(now.AddMinutes(-10), FirstTime.Relay, "演练传真", recipient: Emergency.Headquarters);
        script.Then(now.AddMinutes(-8), state => EmergencyDecisions.Log(state, new(new(MediaKind.Microblog, "演练微博", "假设有用户发帖反映无法漫游", null))));
        await script.Draft.RecordAsync(store, cancellation);
    }

    private async Task<Script?> BeginAsync(string story, CancellationToken cancellation)
    {
        var id = EmergencyId.From(DeterministicId.From("demo", "emergency", story));
        return (await store.ReadStreamAsync(id.Value, cancellation: cancellation)).Count > 0 ? null : new(story, id, await book.ListAsync(TermLists.Departments, cancellation));
    }

    private static DateTimeOffset At(int hour, int minute) => DemoCast.At(2011, 7, 20, hour, minute);

    /// <summary>The course of one emergency, step by step, each through its decision.</summary>
    private sealed class Script(string story, EmergencyId id, TermList departments)
    {
        private int step;

        public EmergencyId Id => id;

        public TermList Departments => departments;

        public StreamDraft<Emergency, EmergencyEvent> Draft { get; } = new(Streams.Emergency, id.Value, []);

        public void Then(DateTimeOffset at, Func<Emergency, Decision<EmergencyEvent>> decide, string actor = Commander)
        {
            Draft.Decide(DemoStream.Step($"emergency-{story}", ++step, at, actor), decide);
            if (Draft.Refusal is { } refusal) throw new InvalidOperationException($"Step {step} of the demo's emergency {story} is refused: {refusal.Code}.");
        }

        public void Meet(DateTimeOffset at, FirstTime clock, string evidence, string? department = null, string? recipient = null) => Then(at, state => ConcernDecisions.Meet(state, new(new()
        {
            Clock = clock, Evidence = evidence, By = Commander, Department = department is null ? null : departments.Find(department), Recipient = recipient,
        })));
    }
}
