using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Warnings;
using CaseFlow.Warnings;
using Npgsql;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>Three warnings of 2011 and what became of them, and two requests for support. What the warnings count is what the demo's cases come to.</summary>
/// <remarks>The demo has one case where the source has a thousand, so that its rule for mass complaints begins at a few; it warned in 2011 alone.</remarks>
public sealed class DemoWarnings(IEventStore store, NpgsqlDataSource database, WarningCounts counts, SupportDesk support, TimeProvider clock)
{
    private const string Rule = "mass-complaint-demo";
    private const string Lead = "sun.li";
    private const string OfProvince = "qian.yu";

    private static readonly Region Nanjing = new("cn-js", "nanjing");

    private static readonly WarningRuleTerms Terms = new()
    {
        Zh = "批量投诉（演示规模）",
        En = "Mass complaint (on the demo's scale)",
        Kind = WarningKind.Cluster,
        Level = WarningLevel.City,
        TopicLevel = 1,
        WindowMinutes = 7 * 1_440,
        Grades = [new(WarningGrade.Blue, 2), new(WarningGrade.Yellow, 3), new(WarningGrade.Orange, 5), new(WarningGrade.Red, 8)],
        Minimum = 2,
        CoolDownMinutes = 1_440,
        FreshMinutes = 10_080,
        Active = false,
    };

    /// <summary>Records what is not there yet. The cases that are counted are loaded before.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        await RecordAsync(
            Streams.WarningRules, WarningEvaluation.RulesStream, DemoStream.Step("warning-rule", 1, DemoCast.At(2011, 1, 4, 9), "setup"),
            state => WarningRuleDecisions.Publish(state, new(Rule, Terms, "演示数据按千分之一规模")), cancellation);
        await RaiseAsync("march", null, DemoCast.At(2011, 3, 31, 18), cancellation, (DemoCast.At(2011, 3, 31, 18, 20), _ => new WarningAcknowledged()), (DemoCast.At(2011, 4, 1, 9), _ => new WarningDismissed("月末出账的正常咨询量，核实后无共性问题。")));
        // The escalated complaint about roaming was traced to its causes; the warning of its week is handed on to that trace.
        await RaiseAsync("roaming", new(Nanjing, "network"), DemoCast.At(2011, 7, 7, 16), cancellation, (DemoCast.At(2011, 7, 7, 16, 5), _ => new WarningAcknowledged()), (DemoCast.At(2011, 7, 8, 10), _ => new WarningPromoted(PromotionTarget.Trace, TracingStory.Trace.Value)));
        await RaiseAsync("august", null, DemoCast.At(2011, 8, 31, 18), cancellation, (DemoCast.At(2011, 8, 31, 18, 40), _ => new WarningAcknowledged()));
        await AskAsync("portal", "请省公司协调门户网站，在国际长途开通页面加注国际漫游说明。", DemoCast.At(2011, 6, 28, 10), cancellation,
            new ProvincialSupportTakenUp(OfProvince), new ProvincialSupportAnswered("门户改版已列入七月计划，先发短信提醒出境客户。"), new ProvincialSupportClosed());
        await AskAsync("lane", "月末话务高峰期间，请省公司支援漫游来话优先通道坐席。", clock.GetUtcNow().AddHours(-3), cancellation);
    }

    private async Task RaiseAsync(string story, WarningSubject? about, DateTimeOffset at, CancellationToken cancellation, params (DateTimeOffset At, Func<Warning, WarningEvent> Fact)[] then)
    {
        var rule = new WarningRulePublished { Rule = Rule, Version = 1, Terms = Terms, Reason = "" };
        await CatchUpAsync(cancellation);
        var counted = await counts.AskAsync(Terms, at, cancellation);
        // The last one counted stands for the moment at which it was raised.
        var found = counted.Data.Select(count => (Count: count, Finding: WarningReckoning.Of(Terms, count.Observed, null))).Where(one => one.Finding is not null && (about is null || one.Count.Subject == about))
            .OrderByDescending(one => one.Count.Observed).ThenBy(one => one.Count.Subject.Topic, StringComparer.Ordinal).FirstOrDefault();
        if (found.Finding is null) return;
        var warning = WarningId.From(DeterministicId.From("demo", "warning", story));
        var (cases, number) = await counts.CasesAsync(Terms, found.Count, cancellation);
        var seen = new WarningSighting
        {
            Grade = found.Finding.Grade,
            From = found.Count.From,
            To = found.Count.Last,
            Observed = found.Count.Observed,
            Limit = found.Finding.Limit,
            Why = found.Finding.Why,
            Complaints = cases,
            ComplaintCount = number,
            Position = counted.Position,
        };
        await RecordAsync(
            Streams.Warning, warning.Value, DemoStream.Step($"warning-{story}", 1, at, WarningEvaluation.Actor),
            state => WarningDecisions.Raise(state, new() { Warning = warning, Rule = rule, Subject = found.Count.Subject, Seen = seen, Now = at }), cancellation);
        foreach (var (i, step) in then.Index())
        {
            await RecordAsync(Streams.Warning, warning.Value, DemoStream.Step($"warning-{story}-handled", i + 1, step.At, Lead), state => step.Fact(state) switch
            {
                WarningAcknowledged => WarningDecisions.Acknowledge(state, new()),
                WarningDismissed e => WarningDecisions.Dismiss(state, new(e.Reason)),
                WarningPromoted e => WarningDecisions.Promote(state, new(e.To, e.Id)),
                var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
            }, cancellation);
        }

        await SubsideAsync(story, warning, found.Count.Subject, at, cancellation);
    }

    /// <summary>The rule looks each day whether what it warned of goes on; what was dealt with stays as it is.</summary>
    private async Task SubsideAsync(string story, WarningId warning, WarningSubject subject, DateTimeOffset raised, CancellationToken cancellation)
    {
        for (var day = 1; day <= 60; day++)
        {
            var now = raised.AddDays(day);
            var observed = (await counts.AskAsync(Terms, now, cancellation)).Data.FirstOrDefault(count => count.Subject == subject)?.Observed ?? 0;
            if (WarningReckoning.Of(Terms, observed, null) is not null) continue;
            await RecordAsync(Streams.Warning, warning.Value, DemoStream.Step($"warning-{story}-over", 1, now, WarningEvaluation.Actor), state => WarningDecisions.Subside(state, new(now - Terms.Window, now, observed)), cancellation);
            return;
        }
    }

    private async Task AskAsync(string story, string need, DateTimeOffset at, CancellationToken cancellation, params ProvincialSupportEvent[] then)
    {
        var id = ProvincialSupportId.From(DeterministicId.From("demo", "provincial-support", story));
        var dues = await support.DuesAsync(Nanjing, at, cancellation);
        await RecordAsync(
            Streams.ProvincialSupport, id.Value, DemoStream.Step($"support-{story}", 1, at, Lead),
            state => ProvincialSupportDecisions.Request(state, new(new() { Support = id, Region = Nanjing, Need = need, WantedBy = at.AddDays(5), Dues = dues }, at)), cancellation);
        foreach (var (i, fact) in then.Index())
        {
            await RecordAsync(Streams.ProvincialSupport, id.Value, DemoStream.Step($"support-{story}-then", i + 1, at.AddHours(3 + (20 * i)), fact is ProvincialSupportClosed ? Lead : OfProvince), state => fact switch
            {
                ProvincialSupportTakenUp e => ProvincialSupportDecisions.TakeUp(state, new(e.Coordinator, ByProvince: true)),
                ProvincialSupportAnswered e => ProvincialSupportDecisions.Answer(state, new(e.Answer, ByProvince: true)),
                ProvincialSupportClosed => ProvincialSupportDecisions.Close(state, new()),
                _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
            }, cancellation);
        }
    }

    /// <summary>Nothing else follows the events while the demo is loaded.</summary>
    private Task CatchUpAsync(CancellationToken cancellation) => new ProjectionEngine(
        database, store, [.. Slices.All.SelectMany(slice => slice.Projections).Where(projection => projection.Name == WarningCounts.Projection)], []).CatchUpAsync(cancellation);

    private async Task RecordAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, CommandContext context, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class
    {
        var draft = new StreamDraft<TState, TEvent>(kind, stream, await store.ReadStreamAsync(stream, cancellation: cancellation)).Decide(context, decide);
        if (draft.Refusal is { } refusal) throw new InvalidOperationException($"{context.CorrelationId} of the demo's warnings is refused: {refusal.Code}.");
        await draft.RecordAsync(store, cancellation);
    }
}
