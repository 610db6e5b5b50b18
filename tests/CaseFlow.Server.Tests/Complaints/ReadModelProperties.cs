using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>What must hold whatever happens: random histories, each under a printed seed.</summary>
public sealed class ReadModelProperties(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly string[] Topics = ["network", "network.roaming", "network.roaming.data", "network.coverage", "billing.fees", "billing"];
    private static readonly ComplaintKind[] Kinds = Enum.GetValues<ComplaintKind>();

    [Fact]
    public void The_row_of_a_case_stands_where_the_domain_says()
    {
        var seed = Seed();
        for (var run = 0; run < 300; run++)
        {
            var random = new Random(seed + run);
            var (row, state) = ((WorkListRow?)null, Complaint.Unregistered);
            for (var version = 1; version <= 25; version++)
            {
                var fact = version == 1 ? Registered(random, Case(run), Customer(run)) : Something(random, state);
                row = WorkListRow.Fold(row, Recorded(fact, Case(run), version, random));
                state = Complaint.Evolve(state, fact);
                Assert.True(
                    (row!.Status, row.Kind, row.Topic, row.Level, row.LevelRank, row.Handler, row.LeaseEnds, row.AskedDepartment, row.Department, row.Episode, row.MergedInto)
                    == (state.Status, state.Kind, state.Topic.Code, state.Level, (int)state.Level, state.Handler, state.LeaseEnds, state.AskedDepartment?.Code, state.Department?.Code, state.Episode, state.MergedInto?.Value),
                    $"seed {seed}, run {run}, version {version}: {fact}");
            }
        }
    }

    /// <summary>In a zone with summer time, under rules that change, with cases entered late, reclassified and told apart.</summary>
    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("America/New_York")]
    public async Task Rates_are_what_counting_by_hand_gives_and_a_rebuild_gives_the_same_rows(string zoneId)
    {
        var seed = Seed();
        var random = new Random(seed);
        var zone = new ReportingZone(zoneId);
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await EventStoreSchema.MigrateAsync(database);
        await ServerSchema.MigrateAsync(database, CancellationToken.None);
        var store = new PostgresEventStore(database, Streams.EventTypes());
        var engine = new ProjectionEngine(database, store, [new RepeatComplaintRatesProjection(zone), new WorkListProjection(), new CustomerHistoryProjection(), new ContactsPerCaseProjection(zone), CaseThreads.Create(), new CaseMilestonesProjection(zone)], [], new() { PageSize = 40 });
        var rates = new RepeatComplaintRates(new ReadModels(database), new(store, TimeProvider.System), zone);
        var history = new ByHand();
        for (var round = 1; round <= 8; round++)
        {
            for (var i = 0; i < 40; i++)
                await RecordAsync(store, history, random);
            await engine.CatchUpAsync();

            var question = new KpiQuestion(new(2010, 12, 1), new(2012, 2, 1), [KpiDimension.Month, KpiDimension.City, KpiDimension.Topic, KpiDimension.Source], TopicLevel: 9);
            var answer = (await rates.AskAsync(AccessScope.All, question, CancellationToken.None)).Data;
            var counted = answer.Rows.Where(row => row.Denominator > 0).ToDictionary(row => (row.Month!, row.City!, row.Topic!, row.Source!), row => (row.Numerator, row.Denominator));
            Assert.True(history.Count(zone).OrderBy(cell => cell.Key).SequenceEqual(counted.OrderBy(cell => cell.Key)), $"seed {seed}, zone {zoneId}, round {round}");
            Assert.Equal(answer.Total.Numerator, answer.Rows.Sum(row => row.Numerator));
            Assert.Equal(0, await MiscountedAsync(database));
        }

        var before = await RowsAsync(database);
        foreach (var name in new[] { "RepeatComplaintRates", "WorkList", "CustomerHistory", "ContactsPerCase", "CaseThreads", "CaseMilestones" })
            await engine.RebuildAsync(name);
        Assert.Equal(before, await RowsAsync(database));
        await engine.RebuildAsync(["RepeatComplaintRates", "WorkList", "CustomerHistory", "ContactsPerCase", "CaseThreads", "CaseMilestones"]);
        Assert.Equal(before, await RowsAsync(database));
    }

    /// <summary>What was counted then, and what would have been under another rule, whatever was recorded since.</summary>
    [Fact]
    public async Task A_replay_counts_what_counting_by_hand_gave_at_its_position()
    {
        var seed = Seed();
        var random = new Random(seed);
        var zone = ReportingZone.Operator;
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await EventStoreSchema.MigrateAsync(database);
        await ServerSchema.MigrateAsync(database, CancellationToken.None);
        var store = new PostgresEventStore(database, Streams.EventTypes());
        await new ProjectionEngine(database, store, [new RepeatComplaintRatesProjection(zone)], []).PrepareAsync();
        var replays = new Replays(database, store, new ComplaintsSlice().Replayables, new() { PageSize = 30 });
        var history = new ByHand();
        var then = new List<(long Position, RepeatRuleChange Change, IEnumerable<KeyValuePair<(string, string, string, string), (long, long)>> Counted)>();
        for (var round = 0; round < 6; round++)
        {
            for (var i = 0; i < 35; i++)
                await RecordAsync(store, history, random);
            RepeatRuleChange[] changes = [RepeatRuleChange.None, new() { WindowDays = random.Next(1, 90) }, new() { TopicLevel = random.Next(1, 4), Kinds = [Kinds[random.Next(Kinds.Length)]] }];
            foreach (var change in changes)
                then.Add((await store.HeadAsync(), change, history.Count(zone, change).OrderBy(cell => cell.Key)));
        }

        var rates = new RepeatComplaintRates(new ReadModels(database), new(store, TimeProvider.System), zone);
        var question = new KpiQuestion(new(2010, 12, 1), new(2012, 2, 1), [KpiDimension.Month, KpiDimension.City, KpiDimension.Topic, KpiDimension.Source], TopicLevel: 9);
        foreach (var (position, change, counted) in then)
        {
            var (replay, _) = await replays.AskAsync(new("RepeatComplaintRates", change.Text, position, "test"));
            var answer = await rates.AskAsync(AccessScope.All, question, CancellationToken.None, await replays.CompleteAsync(replay.Id));
            var cells = answer.Data.Rows.Where(row => row.Denominator > 0).Select(row => KeyValuePair.Create((row.Month!, row.City!, row.Topic!, row.Source!), (row.Numerator, row.Denominator)));
            Assert.Equal(position, answer.Position);
            Assert.True(counted.SequenceEqual(cells.OrderBy(cell => cell.Key)), $"seed {seed}, position {position}, {change}");
        }
    }

    private static Guid Case(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    private static CustomerId Customer(int n) => CustomerId.From(new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]));

    private int Seed()
    {
        var seed = Environment.GetEnvironmentVariable("CASEFLOW_TEST_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"CASEFLOW_TEST_SEED={seed}");
        return seed;
    }

    private static async Task RecordAsync(PostgresEventStore store, ByHand history, Random random)
    {
        if (random.Next(60) == 0 || history.Rule is null)
        {
            var rule = new RepeatRule((history.Rule?.Version ?? 0) + 1, random.Next(1, 60), random.Next(1, 4), [.. Kinds.Where((_, i) => i == 0 || random.Next(2) == 0)], 100);
            history.Rule = rule;
            await AppendAsync("policies", DefinitionBook.PoliciesStream, random, new RepeatRulePublished(rule, "test"));
            return;
        }

        var known = history.Cases.Count == 0 ? null : history.Cases[random.Next(history.Cases.Count)];
        var position = 0L;
        switch (known is null ? 0 : random.Next(5))
        {
            case 3:
                var reclassified = new ComplaintReclassified(Kinds[random.Next(Kinds.Length)], new(Topics[random.Next(Topics.Length)], 1), null);
                (known!.Kind, known.Topic) = (reclassified.Kind, reclassified.Topic.Code);
                await AppendAsync("complaint", known.Id, random, reclassified);
                break;
            case 4:
                var other = history.Cases[random.Next(history.Cases.Count)];
                known!.Rejected.Add(other.Id);
                await AppendAsync("complaint", known.Id, random, new RepeatLinkProposed(ComplaintId.From(other.Id), new(1, 1, 1, 1)), new RepeatLinkRejected(ComplaintId.From(other.Id), new("s1.x")));
                break;
            default:
                var id = Case(history.Cases.Count + 1);
                var registered = Registered(random, id, Customer(random.Next(8)));
                var at = Moment(random);
                position = await AppendAsync("complaint", id, at, registered);
                history.Cases.Add(new(id, registered, at, position));
                break;
        }

        Task<long> AppendAsync(string type, Guid stream, object when, params object[] events) => AppendEventsAsync(store, type, stream, when as DateTimeOffset? ?? Moment(random), events);
    }

    private static async Task<long> AppendEventsAsync(PostgresEventStore store, string type, Guid stream, DateTimeOffset at, object[] events)
    {
        var metadata = new EventMetadata { OccurredAt = at, Actor = "test", CorrelationId = "test", CommandId = Guid.NewGuid() };
        return ((Appended)await store.AppendAsync(new(type, stream), ExpectedVersion.Any, [.. events.Select(e => new NewEvent(Guid.NewGuid(), e, metadata))])).Position;
    }

    private static ComplaintRegistered Registered(Random random, Guid id, CustomerId customer) => new()
    {
        Complaint = ComplaintId.From(id),
        Kind = Kinds[random.Next(Kinds.Length)],
        Channel = new("hotline", 1),
        Source = new(random.Next(2) == 0 ? "customer" : "survey", 1),
        Topic = new(Topics[random.Next(Topics.Length)], 1),
        Region = new("cn-js", random.Next(3) == 0 ? null : random.Next(2) == 0 ? "nanjing" : "suzhou"),
        Customer = new() { Customer = customer, ServiceNumberHash = $"hash {random.Next(5)}" },
        Summary = new("s1.x"),
    };

    /// <summary>Hours, so that several fall on one moment, around the ends of months and of summer time.</summary>
    private static DateTimeOffset Moment(Random random) => Recorder.At("2011-01-01T00:00:00Z").AddHours(random.Next(365 * 24 / 6) * 6);

    private static RecordedEvent Recorded(ComplaintEvent fact, Guid id, int version, Random random) => new()
    {
        Position = version,
        Stream = new("complaint", id),
        Version = version,
        Id = Guid.NewGuid(),
        Type = "test",
        Data = fact,
        Metadata = new() { OccurredAt = Moment(random), Actor = "test", CorrelationId = "test", CommandId = Guid.Empty },
        RecordedAt = DateTimeOffset.UnixEpoch,
    };

    private static ComplaintEvent Something(Random random, Complaint state) => random.Next(23) switch
    {
        0 => new ComplaintReclassified(Kinds[random.Next(Kinds.Length)], new(Topics[random.Next(Topics.Length)], 1), null),
        1 => new ComplaintAcknowledged(null),
        2 => new ComplaintAssigned($"agent {random.Next(3)}"),
        3 => new ComplaintClaimed($"agent {random.Next(3)}", Moment(random)),
        4 => new ComplaintReleased("agent"),
        5 => new ComplaintHandedOver(new($"department-{random.Next(3)}", 1), new("s1.x")),
        6 => new HandOverAccepted(new($"department-{random.Next(3)}", 1)),
        7 => new HandOverRejected(new("department-1", 1), new("s1.x")),
        8 => new ComplaintVerified(new(Validity.Invalid), null),
        9 => new ComplaintClarified(new("s1.x")),
        10 => new ClaimRaised(ClaimId.From(Guid.NewGuid()), ClaimRank.Primary, new("s1.x")),
        11 => new AgreementReached(new("s1.x")),
        12 => new CareGiven(new("gift", 1), null),
        13 => new StageCarriedOut(BlueprintStage.Negotiate, null),
        14 => new ComplaintEscalated((EscalationLevel)random.Next(5), EscalationOrigin.Internal, new("s1.x")),
        15 => new ComplaintDeescalated((EscalationLevel)random.Next(5), new("s1.x")),
        16 => new ComplaintResolved(new("s1.x"), state.Episode),
        17 => new ComplaintClosed(ClosureBasis.RecordedElsewhere, null, state.Episode),
        18 => new ComplaintReopened(state.Episode + 1, ReopenCause.QualityReview, new("s1.x")),
        19 => new ComplaintWithdrawn(new("s1.x")),
        21 => new VerdictRevised(new(Validity.Invalid), new("s1.x")),
        20 when state.MergedInto is null => new ComplaintMerged(ComplaintId.From(Case(9999)), null),
        _ when state.MergedInto is { } from => new ComplaintUnmerged(from, new("s1.x")),
        _ => new KeyMomentScored(BlueprintStage.Verify, 3),
    };

    /// <summary>How many counters of the work list, in all and by agent, differ from its rows.</summary>
    private static async Task<long> MiscountedAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select (select count(*) from (select province, city, status, kind, count(*) as n from caseflow_work_list group by 1, 2, 3, 4) as rows
                full join caseflow_work_list_counts c using (province, city, status, kind) where rows.n is distinct from c.cases)
            + (select count(*) from (select handler, province, city, status, kind, count(*) as n from caseflow_work_list where handler is not null group by 1, 2, 3, 4, 5) as rows
                full join caseflow_work_list_handlers c using (handler, province, city, status, kind) where rows.n is distinct from c.cases)
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(NpgsqlDataSource database)
    {
        var rows = new List<string>();
        foreach (var table in new[]
        {
            "caseflow_work_list", "caseflow_work_list_counts", "caseflow_work_list_handlers", "caseflow_repeat_cases", "caseflow_repeat_customers", "caseflow_repeat_rule", "caseflow_repeat_topics", "caseflow_repeat_counts",
            "caseflow_customers", "caseflow_customer_numbers", "caseflow_customer_contacts", "caseflow_case_contacts", "caseflow_contact_counts", "caseflow_case_threads",
            "caseflow_case_milestones", "caseflow_kpi_definitions", "caseflow_kpi_counts", "caseflow_hand_over_counts",
        })
        {
            await using var command = database.CreateCommand($"select '{table} ' || t::text from {table} t order by 1");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>The definition of the rate, read off its text: every case against every other one.</summary>
    private sealed class ByHand
    {
        public List<Known> Cases { get; } = [];

        public RepeatRule? Rule { get; set; }

        public Dictionary<(string Month, string City, string Topic, string Source), (long Repeats, long Cases)> Count(ReportingZone zone, RepeatRuleChange? change = null)
        {
            var rule = change?.Of(Rule!) ?? Rule!;
            var counted = Cases.Where(one => rule.Kinds.Contains(one.Kind)).ToList();
            return counted
                .GroupBy(one => (Iso.Month(zone.MonthOf(one.At)), one.City is null ? "cn-js" : $"cn-js.{one.City}", one.Topic, one.Source))
                .ToDictionary(cell => cell.Key, cell => (cell.LongCount(one => counted.Exists(earlier => Repeats(rule, one, earlier))), cell.LongCount()));
        }

        private static bool Repeats(RepeatRule rule, Known one, Known earlier) =>
            earlier.Customer == one.Customer
            && TermCodes.AtLevel(earlier.Topic, rule.TopicLevel) == TermCodes.AtLevel(one.Topic, rule.TopicLevel)
            && (earlier.At < one.At || (earlier.At == one.At && earlier.Position < one.Position))
            && one.At - earlier.At <= TimeSpan.FromDays(rule.WindowDays)
            && !one.Rejected.Contains(earlier.Id);
    }

    private sealed class Known(Guid id, ComplaintRegistered registered, DateTimeOffset at, long position)
    {
        public Guid Id => id;

        public Guid Customer => registered.Customer.Customer.Value;

        public DateTimeOffset At => at;

        public long Position => position;

        public string? City => registered.Region.City;

        public string Source => registered.Source.Code;

        public ComplaintKind Kind { get; set; } = registered.Kind;

        public string Topic { get; set; } = registered.Topic.Code;

        public HashSet<Guid> Rejected { get; } = [];
    }
}
