using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>What loading the demo did.</summary>
/// <param name="Streams">Streams that the demo has.</param>
/// <param name="Loaded">Those of them that were not there before.</param>
/// <param name="Events">The facts that were recorded.</param>
public sealed record DemoLoaded(int Streams, int Loaded, int Events);

/// <summary>Loads the demo: the story of Jiangsu in 2011, and a desk of today.</summary>
/// <remarks>
/// Every stream is one append under ids that follow from its story. Loading again passes over what is there, also when
/// the first time broke off; so does a second server that starts at the same moment.
/// </remarks>
public sealed class DemoLoader(IEventStore store, KnownStreams streams, PersonalDataVault vault, CustomerIdentity identity, DefinitionBook book, TimeProvider clock)
{
    private const int Attempts = 8;

    /// <summary>Definitions come before any case, and there are fewer of them than this.</summary>
    private const int EventsOfDefinitions = 200;

    /// <summary>Whether the database is empty of cases, or a demo was begun in it and not finished.</summary>
    public async Task<bool> IsOwedAsync(CancellationToken cancellation)
    {
        var (begun, finished) = (RoamingStory.First.Value, RoamingStory.Last.Value);
        var known = await streams.AmongAsync([begun, finished], cancellation);
        if (known.Count > 0) return !known.Contains(finished);
        return (await store.ReadAllAsync(0, EventsOfDefinitions, cancellation)).All(e => e.Data is not (ComplaintEvent or ContactEvent or CallbackEvent));
    }

    /// <summary>Loads what is not there yet.</summary>
    /// <exception cref="ExplainedException">The definitions in force are not those that the demo needs.</exception>
    public async Task<DemoLoaded> LoadAsync(CancellationToken cancellation)
    {
        var series = new RepeatSeries();
        var cast = await DemoCast.GatherAsync([RoamingStory.Customer, .. TodaysDesk.People, .. series.People], vault, identity, book, clock.GetUtcNow(), cancellation);
        var roaming = RoamingStory.Streams(cast);
        var desk = TodaysDesk.Of(cast);
        // Cases before what hangs on them; the first and the last tell whether loading was begun and finished.
        var counted = 0L;
        var traces = new TracingStory(cast, () => counted).Streams;
        DemoStream[][] parts = [[roaming[0]], [.. series.Streams(cast), .. desk.Cases], [.. desk.Callbacks, .. roaming.Skip(1).SkipLast(1), .. PersonalDataStory.Told(cast, [.. series.People])], [.. traces], [roaming[^1]]];

        var all = parts.SelectMany(part => part).ToList();
        var known = await streams.AmongAsync([.. all.Select(stream => stream.Id)], cancellation);
        var events = 0;
        foreach (var part in parts)
        {
            DemoStream[] missing = [.. part.Where(stream => !known.Contains(stream.Id))];
            // The traces tell figures as of here.
            if (part.Contains(traces[0])) counted = (await store.ReadStreamAsync(desk.Cases[^1].Id, cancellation: cancellation))[^1].Position;
            StreamAppend[] appends = [.. missing.Select(stream => stream.Draft([]).Append)];
            foreach (var (i, answer) in (await store.AppendManyAsync(appends, cancellation)).Index())
                events += answer is Conflict ? await RecordAsync(missing[i], cancellation) : appends[i].Events.Count;
        }

        if (cast.Policies.Retention is null)
        {
            events += await RecordAsync(PersonalDataStory.Schedule(cast), cancellation);
            book.Forget();
        }

        return new(all.Count, all.Count - known.Count, events);
    }

    private async Task<int> RecordAsync(DemoStream stream, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // A server that runs already has scheduled a callback of the case meanwhile.
            var draft = stream.Draft(await store.ReadStreamAsync(stream.Id, cancellation: cancellation));
            if (await draft.RecordAsync(store, cancellation)) return draft.Events.Count;
        }

        throw new ExplainedException("Others write to the demo's cases all the time; load it again when they have stopped.");
    }
}
