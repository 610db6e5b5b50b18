using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>A handling model in two versions, and a reply wording whose first version was taken back; cases of the desk rely on both. Beside them a KPI that has a target from a month on.</summary>
public sealed class DemoDefinitions(IEventStore store, TimeProvider clock)
{
    /// <summary>The handling model.</summary>
    public const string Model = "broadband-fault";

    /// <summary>The reply wording.</summary>
    public const string Wording = "data-reminder";

    private const string Owner = "qian.yu";

    private static readonly DateTimeOffset First = DemoCast.At(2011, 7, 1, 9);

    private static readonly HandlingModelTerms Faults = new()
    {
        Zh = "宽带故障投诉",
        En = "Complaints about broadband faults",
        Owner = Owner,
        Reach = new(["broadband"], []),
        Valid = new(new(2011, 7, 1)),
        Steps = ["先测速并查看端口状态，再联系客户", "说明原因和预计修复时间", "修复后请客户现场测速"],
        Alternatives = ["当月月租按故障天数减免"],
        ResponsibilityClass = "network-quality",
        Personalities = [],
    };

    private static readonly ReplyWordingTerms Reminder = new()
    {
        Zh = "流量提醒说明",
        En = "About data reminders",
        Words = "流量提醒在用量达到套餐的百分之八十和百分之百时各发送一次，提醒后产生的用量照常计费。",
        Reach = new(["reminder"], ["cn-js"]),
        Valid = new(new(2011, 7, 1)),
        ApprovedBy = Owner,
    };

    /// <summary>Records what is not there yet.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var ago = new OfficeHours(DemoCast.Zone);
        DateTimeOffset Ago(double hours) => ago.Before(clock.GetUtcNow(), TimeSpan.FromHours(hours));
        await RecordAsync(Streams.HandlingModels, CaseDefinitions.ModelsStream, "handling-model", cancellation,
            (First, state => HandlingModelDecisions.Publish(state, new(Model, Faults, "第一版处理模型"))),
            (Ago(16), state => HandlingModelDecisions.Publish(state, new(Model, Faults with { Steps = [.. Faults.Steps, "次日回访网速"] }, "重开案件多为修复后再次降速"))));
        await RecordAsync(Streams.ReplyWordings, CaseDefinitions.WordingsStream, "reply-wording", cancellation,
            (First, state => ReplyWordingDecisions.Publish(state, new(Wording, Reminder, "统一口径"))),
            (Ago(20), state => ReplyWordingDecisions.Withdraw(state, new(Wording, 1, "提醒可能延迟，原口径承诺过满"))),
            (Ago(19.5), state => ReplyWordingDecisions.Publish(state, new(Wording, Reminder with { Words = "流量提醒在用量达到套餐的百分之八十和百分之百时发送，话务高峰时可能延迟；因提醒延迟多产生的费用可申请核减。" }, "说明可能延迟及核减办法"))));
        await RecordAsync(Streams.KpiDefinitions, DefinitionBook.KpisStream, "kpi-definition", cancellation,
            (Ago(18), state => KpiDefinitionDecisions.Publish(state, Reaching("time-to-resolve", new(72, KpiTargetSide.AtMost), new(2011, 7, 1), "例会议定自七月起平均解决时长不超过七十二小时"))));
    }

    /// <summary>The seed's definition, with what it is to reach.</summary>
    private static PublishKpiDefinition Reaching(string kpi, KpiTarget target, DateOnly from, string reason)
    {
        var seed = KpiCatalogue.Seeds.First(seed => seed.Kpi == kpi);
        return seed with { Terms = seed.Terms with { Target = target }, ValidFrom = from, Reason = reason };
    }

    private async Task RecordAsync<TState, TEvent>(
        StreamKind<TState, TEvent> kind, Guid stream, string story, CancellationToken cancellation, params (DateTimeOffset At, Func<TState, Decision<TEvent>> Decide)[] steps)
        where TEvent : class
    {
        var draft = new StreamDraft<TState, TEvent>(kind, stream, await store.ReadStreamAsync(stream, cancellation: cancellation));
        foreach (var (i, step) in steps.Index())
            draft.Decide(DemoStream.Step(story, i + 1, step.At, Owner), step.Decide);
        if (draft.Refusal is { } refusal) throw new InvalidOperationException($"{story} of the demo is refused: {refusal.Code}.");
        await draft.RecordAsync(store, cancellation);
    }
}
