using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.PersonalData;
using CaseFlow.Reminders;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Demo;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Testing;
using CaseFlow.Tracing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform.Demo;

/// <summary>What the demo comes to, computed from its events alone.</summary>
public sealed class DemoTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ServiceProvider services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DemoLoader Loader => services.GetRequiredService<DemoLoader>();

    public async ValueTask InitializeAsync() => services = await ServicesUnderTest.StartAsync(postgres);

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task It_tells_the_story_once()
    {
        Assert.True(await Loader.IsOwedAsync(Cancel));
        var first = await Loader.LoadAsync(Cancel);
        Assert.Equal(first.Streams, first.Loaded);
        Assert.False(await Loader.IsOwedAsync(Cancel));
        var events = await EventsAsync();
        var again = await Loader.LoadAsync(Cancel);
        Assert.Equal((first.Streams, 0, 0), (again.Streams, again.Loaded, again.Events));
        Assert.Equal(events.Count, (await EventsAsync()).Count);

        AssertRates(events);
        AssertRoaming(events);
        AssertDesk(events);
        Assert.All(events, e => Assert.True(e.Metadata.OccurredAt <= e.RecordedAt, $"{e.Type} of {e.Metadata.CorrelationId} lies in the future."));
        await AssertInspectionsAsync();
        await AssertRemindersAsync();
    }

    [Fact]
    public async Task Broken_off_it_goes_on_where_it_stopped()
    {
        var store = new BreakingStore(services.GetRequiredService<IEventStore>(), appends: 700);
        var breaking = ActivatorUtilities.CreateInstance<DemoLoader>(services, store);
        await Assert.ThrowsAsync<IOException>(() => breaking.LoadAsync(Cancel));
        Assert.True(await Loader.IsOwedAsync(Cancel));
        var rest = await Loader.LoadAsync(Cancel);
        // Appends under way at the break are cancelled, so that a few of the 700 may not have come about.
        Assert.InRange(rest.Loaded, rest.Streams - 700, rest.Streams - 600);
        Assert.False(await Loader.IsOwedAsync(Cancel));
        Assert.Equal(rest.Streams, (await EventsAsync()).Where(e => e.Data is ComplaintEvent or ContactEvent or CallbackEvent or TraceEvent or CatalogueEvent or DataSubjectEvent).Select(e => e.Stream.Value).Distinct().Count());
    }

    [Fact]
    public async Task Whenever_it_is_loaded_the_desk_is_of_working_hours_just_past()
    {
        string[] moments = ["2026-03-04T15:20:00+08:00", "2026-03-08T03:00:00+08:00", "2026-03-09T09:01:00+08:00", "2027-01-01T00:00:30+08:00"];
        foreach (var moment in moments)
        {
            var cast = await DemoCast.GatherAsync(
                TodaysDesk.People, services.GetRequiredService<PersonalDataVault>(), services.GetRequiredService<CustomerIdentity>(), services.GetRequiredService<DefinitionBook>(), DateTimeOffset.Parse(moment), Cancel);
            var desk = TodaysDesk.Of(cast);
            foreach (var stream in desk.Cases.Concat(desk.Callbacks))
            {
                var story = stream.Draft([]).Events[0].Metadata.CorrelationId;
                var times = stream.Draft([]).Events.Select(e => TimeZoneInfo.ConvertTime(e.Metadata.OccurredAt, DemoCast.Zone)).ToList();
                Assert.True(times.SequenceEqual(times.Order()), $"{story} at {moment} is out of order.");
                Assert.True(times[^1] <= cast.Now, $"{story} at {moment} lies in the future.");
                // A callback falls due an hour after the resolution, which may be after work.
                Assert.True(desk.Callbacks.Contains(stream) || times.TrueForAll(IsWorked), $"{story} at {moment} was done out of hours.");
            }

            var last = desk.Cases.Max(stream => stream.Draft([]).Events[^1].Metadata.OccurredAt);
            Assert.InRange(cast.Now - last, TimeSpan.Zero, TimeSpan.FromDays(3));
        }
    }

    private static bool IsWorked(DateTimeOffset at) => at.Hour is >= 9 and <= 18 && at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static void AssertRates(List<RecordedEvent> events)
    {
        var rule = events.Select(e => e.Data).OfType<RepeatRulePublished>().Single().Rule;
        Assert.Equal((1, 30, 2, 100), (rule.Version, rule.WindowDays, rule.TopicLevel, rule.Unit));
        var cases = events.Where(e => e.Data is ComplaintRegistered registered && rule.Kinds.Contains(registered.Kind))
            .Select(e => (At: e.Metadata.OccurredAt, Data: (ComplaintRegistered)e.Data)).OrderBy(one => one.At).ToList();
        var months = new SortedDictionary<string, (int Repeats, int Complaints)>(StringComparer.Ordinal);
        foreach (var ofOneMatter in cases.GroupBy(one => (one.Data.Customer.Customer, TermCodes.AtLevel(one.Data.Topic.Code, rule.TopicLevel))))
        {
            DateTimeOffset? earlier = null;
            foreach (var (at, _) in ofOneMatter)
            {
                var month = TimeZoneInfo.ConvertTime(at, DemoCast.Zone).ToString("yyyy-MM");
                var (repeats, complaints) = months.GetValueOrDefault(month);
                months[month] = (repeats + (at - earlier <= TimeSpan.FromDays(rule.WindowDays) ? 1 : 0), complaints + 1);
                earlier = at;
            }
        }

        var of2011 = months.Where(month => month.Key.StartsWith("2011", StringComparison.Ordinal)).ToList();
        Assert.Equal([("2011-03", 12, 548), ("2011-04", 8, 519), ("2011-05", 10, 549), ("2011-06", 7, 574), ("2011-07", 6, 561), ("2011-08", 5, 532)], of2011.Select(month => (month.Key, month.Value.Repeats, month.Value.Complaints)));
        Assert.Equal([2.19m, 1.54m, 1.82m, 1.22m, 1.07m, 0.94m], of2011.Select(month => decimal.Round((decimal)month.Value.Repeats / month.Value.Complaints * rule.Unit, 2)));
    }

    private async Task AssertInspectionsAsync()
    {
        var inspections = services.GetRequiredService<DemoInspections>();
        await inspections.LoadAsync(Cancel);
        var events = await EventsAsync();
        await inspections.LoadAsync(Cancel);
        Assert.Equal(events.Count, (await EventsAsync()).Count);

        // Drawn again from the events alone, it is the same sample.
        var drawn = events.Select(e => e.Data).OfType<InspectionSampleDrawn>().Single();
        var cases = events.Where(e => e.Data is ComplaintEvent).GroupBy(e => e.Stream.Value).Select(history => InspectionPopulation.Of([.. history], drawn.Position)!);
        Assert.Equal(drawn.Strata.SelectMany(stratum => stratum.Chosen), Drawing.Draw(drawn.Rule, drawn.Seed, cases).SelectMany(stratum => stratum.Chosen));
        var twice = events.Select(e => e.Data).OfType<CaseInspected>().GroupBy(finding => finding.Complaint).Count(findings => findings.Count() == 2);
        Assert.InRange(twice, 25, drawn.Strata.Sum(stratum => stratum.Chosen.Count));
        Assert.Single(events, e => e.Data is FindingCorrected);
        Assert.Equal(2, events.Count(e => e.Data is FindingAppealed));
    }

    private async Task AssertRemindersAsync()
    {
        var reminders = services.GetRequiredService<DemoReminders>();
        await reminders.LoadAsync(Cancel);
        var events = await EventsAsync();
        await reminders.LoadAsync(Cancel);
        Assert.Equal(events.Count, (await EventsAsync()).Count);
        Assert.All(events, e => Assert.True(e.Metadata.OccurredAt <= e.RecordedAt, $"{e.Type} of {e.Metadata.CorrelationId} lies in the future."));
        Assert.Equal([2, 4, 13], events.Select(e => e.Data).OfType<ReminderPlanned>().GroupBy(planned => planned.Trigger).Select(planned => planned.Count()).Order());
        Assert.Equal(2, events.Count(e => e.Data is ReminderUndelivered));
        var late = events.Single(e => e.Data is ReminderFollowedByComplaint).Stream;
        var story = events.Where(e => e.Stream == late).ToList();
        Assert.True(story.Single(e => e.Data is ReminderHandedOver).Metadata.OccurredAt - story.Select(e => e.Data).OfType<ReminderPlanned>().Single().Slot.DueAt > TimeSpan.FromDays(1));
    }

    private static void AssertRoaming(List<RecordedEvent> events)
    {
        var story = events.Where(e => e.Metadata.CorrelationId.StartsWith("demo:roaming-2011", StringComparison.Ordinal)).ToList();
        var contacts = story.Where(e => e.Data is ContactRecorded).OrderBy(e => e.Metadata.OccurredAt).ToList();
        Assert.Single(story, e => e.Data is ComplaintRegistered);
        Assert.Equal(5, story.Count(e => e.Data is ContactLinked linked && linked.Complaint == RoamingStory.First));
        Assert.Equal(
            [("2011-06-27 00:00:00", OccurrencePrecision.Day), ("2011-06-28 22:11:54", OccurrencePrecision.Second), ("2011-06-30 01:00:00", OccurrencePrecision.Hour), ("2011-06-30 13:17:00", OccurrencePrecision.Minute), ("2011-07-07 00:00:00", OccurrencePrecision.Day)],
            contacts.Select(e => (TimeZoneInfo.ConvertTime(e.Metadata.OccurredAt, DemoCast.Zone).ToString("yyyy-MM-dd HH:mm:ss"), e.Metadata.Precision)));
        Assert.Equal(
            [ContactOutcome.SelfService, ContactOutcome.IvrLocked, ContactOutcome.AllAgentsBusy, ContactOutcome.Answered, ContactOutcome.Answered],
            contacts.Select(e => ((ContactRecorded)e.Data).Outcome));
        var ivr = ((ContactRecorded)contacts[1].Data).Lock!;
        Assert.Equal((3, 1, DateTimeOffset.Parse("2011-06-29T22:11:54+08:00")), (ivr.HandledNumberTries, ivr.CallingNumberTries, ivr.EndsAt));
        Assert.True(ivr.EndsAt < contacts[2].Metadata.OccurredAt);
        var escalated = Assert.Single(story, e => e.Data is ComplaintEscalated);
        Assert.Equal((TimeSpan.FromDays(10), OccurrencePrecision.Day), (escalated.Metadata.OccurredAt - contacts[0].Metadata.OccurredAt, escalated.Metadata.Precision));
    }

    private static void AssertDesk(List<RecordedEvent> events)
    {
        var cases = events.Where(e => e.Metadata.CorrelationId.StartsWith("demo:desk-", StringComparison.Ordinal) && e.Data is ComplaintEvent)
            .GroupBy(e => e.Stream.Value).Select(stream => Streams.Complaint.Fold(stream)).ToList();
        Assert.InRange(cases.Count(state => state.IsOpen), 35, 50);
        Assert.Empty(Enum.GetValues<ComplaintStatus>().Except([ComplaintStatus.Unregistered]).Except(cases.Select(state => state.Status)));
        Assert.Empty(Enum.GetValues<EscalationLevel>().Except(cases.Select(state => state.Level)));
        Assert.Empty(Enum.GetValues<RepeatLink>().Except(cases.SelectMany(state => state.RepeatLinks.Values)));
        Assert.Empty(Enum.GetValues<ClaimOutcome>().Except(cases.SelectMany(state => state.Claims.Values).Select(claim => claim.Outcome).OfType<ClaimOutcome>()));
        Assert.Contains(cases, state => state.AskedDepartment is not null);
        Assert.Contains(cases, state => state.Department is not null);
        var callbacks = events.Where(e => e.Data is CallbackEvent).GroupBy(e => e.Stream.Value).Select(stream => Streams.Callback.Fold(stream)).ToList();
        Assert.Empty(Enum.GetValues<CallbackResult>().Except(callbacks.Select(callback => callback.Result).OfType<CallbackResult>()));
        Assert.Contains(callbacks, callback => callback.Status == CallbackStatus.Taken);
        Assert.Contains(callbacks, callback => callback.Status == CallbackStatus.Scheduled);
        // Every fact that a case can have is told somewhere.
        Assert.Empty(typeof(ComplaintEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ComplaintEvent))).Except(events.Select(e => e.Data.GetType())));
    }

    private async Task<List<RecordedEvent>> EventsAsync()
    {
        var store = services.GetRequiredService<IEventStore>();
        var events = new List<RecordedEvent>();
        while (await store.ReadAllAsync(events.Count > 0 ? events[^1].Position : 0, 5_000, Cancel) is { Count: > 0 } more) events.AddRange(more);
        return events;
    }

    /// <summary>A store whose disk fills up.</summary>
    private sealed class BreakingStore(IEventStore store, int appends) : IEventStore
    {
        private int left = appends;

        public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default) =>
            Interlocked.Decrement(ref left) >= 0 ? store.AppendAsync(stream, expected, events, cancellation) : throw new IOException("No space left on device.");

        public async Task<IReadOnlyList<AppendResult>> AppendManyAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default)
        {
            var room = Math.Max(0, left);
            left -= appends.Count;
            var answers = await store.AppendManyAsync([.. appends.Take(room)], cancellation);
            return left >= 0 ? answers : throw new IOException("No space left on device.");
        }

        public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default) => store.ReadStreamAsync(stream, afterVersion, cancellation);

        public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) => store.ReadAllAsync(afterPosition, limit, cancellation);

        public Task<long> HeadAsync(CancellationToken cancellation = default) => store.HeadAsync(cancellation);
    }
}
