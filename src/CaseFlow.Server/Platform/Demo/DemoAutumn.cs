using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>Loads September 2011, the meeting that saw its figures, and what made others of them since.</summary>
public sealed class DemoAutumn(IEventStore store, KnownStreams known, PersonalDataVault vault, CustomerIdentity identity, DefinitionBook book, DemoMeetings meetings, TimeProvider clock)
{
    private const string Publisher = "qian.yu";

    /// <summary>The customers of September stand behind those of March to August.</summary>
    private const int FirstPerson = 6_000;

    /// <summary>Records what is not there yet. The series of March to August is loaded before.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var series = new RepeatSeries([AutumnStory.September], new DemoDice(2012), FirstPerson);
        var cast = await DemoCast.GatherAsync([.. series.People, .. AutumnStory.People], vault, identity, book, clock.GetUtcNow(), cancellation);
        await RecordAsync([.. series.Streams(cast), .. AutumnStory.Streams(cast, since: false)], cancellation);
        await meetings.HoldInOctoberAsync(cancellation);
        await RecordAsync([.. AutumnStory.Streams(cast, since: true)], cancellation);

        await PublishAsync(Streams.TermList, DefinitionBook.StreamOf(TermLists.Topics), "autumn-topics", topics => AutumnStory.Reorganised(topics) is { } next ? TermListDecisions.Publish(topics, next) : Decision.Nothing, cancellation);
        await PublishAsync(Streams.Policies, DefinitionBook.PoliciesStream, "autumn-rule", policies => policies.RepeatRule is { Version: 1 } rule ? PolicyDecisions.PublishRepeatRule(policies, AutumnStory.Longer(rule)) : Decision.Nothing, cancellation);
        book.Forget();
    }

    private async Task RecordAsync(IReadOnlyList<DemoStream> streams, CancellationToken cancellation)
    {
        var there = await known.AmongAsync([.. streams.Select(stream => stream.Id)], cancellation);
        var appends = new List<StreamAppend>();
        foreach (var stream in streams)
        {
            var history = there.Contains(stream.Id) ? await store.ReadStreamAsync(stream.Id, cancellation: cancellation) : [];
            if (stream.Draft(history).Append is { Events.Count: > 0 } append) appends.Add(append);
        }

        if ((await store.AppendManyAsync(appends, cancellation)).Any(answer => answer is Conflict))
            throw new ExplainedException("Others write to the demo's cases; load it again when they have stopped.");
    }

    private async Task PublishAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, string story, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class
    {
        var draft = new StreamDraft<TState, TEvent>(kind, stream, await store.ReadStreamAsync(stream, cancellation: cancellation)).Decide(DemoStream.Step(story, 1, clock.GetUtcNow(), Publisher), decide);
        if (draft.Refusal is { } refusal) throw new InvalidOperationException($"{story} of the demo is refused: {refusal.Code}.");
        await draft.RecordAsync(store, cancellation);
    }
}
