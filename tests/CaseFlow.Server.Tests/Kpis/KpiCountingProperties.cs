using System.Globalization;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>Whatever happens to cases while versions of definitions come and go, the counters are what counting by hand gives: random histories, under a printed seed.</summary>
public sealed class KpiCountingProperties(PostgresFixture postgres, ITestOutputHelper output)
{
    private static readonly ComplaintKind[] Kinds = Enum.GetValues<ComplaintKind>();
    private static readonly string[] Published = ["escalation-rate", "reopening-rate", "first-contact-resolution"];

    [Fact]
    public async Task Counters_follow_the_version_of_each_month_and_a_rebuild_and_a_replay_give_the_same()
    {
        var seed = Environment.GetEnvironmentVariable("CASEFLOW_TEST_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"CASEFLOW_TEST_SEED={seed}");
        var random = new Random(seed);
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await EventStoreSchema.MigrateAsync(database);
        await ServerSchema.MigrateAsync(database, CancellationToken.None);
        var store = new PostgresEventStore(database, Streams.EventTypes());
        var engine = new ProjectionEngine(database, store, [new CaseMilestonesProjection(ReportingZone.Operator)], [], new() { PageSize = 25 });
        var replays = new Replays(database, store, new KpisSlice().Replayables, new() { PageSize = 25 });
        var history = new ByHand();
        var midway = (Position: 0L, Counted: (IReadOnlyList<string>)[]);
        for (var round = 1; round <= 8; round++)
        {
            for (var i = 0; i < 50; i++)
                await RecordAsync(store, history, random);
            await engine.CatchUpAsync();
            Assert.True(history.Count().SequenceEqual(await RowsAsync(database)), $"seed {seed}, round {round}");
            if (round == 4) midway = (await store.HeadAsync(), history.Count());
        }

        await engine.RebuildAsync(KpiFigures.Projection);
        Assert.True(history.Count().SequenceEqual(await RowsAsync(database)), $"seed {seed}, rebuilt");
        var then = await replays.CompleteAsync((await replays.AskAsync(new(KpiFigures.Projection, "", midway.Position, "test"))).Replay.Id);
        Assert.True(midway.Counted.SequenceEqual(await RowsAsync(database, then)), $"seed {seed}, as of {midway.Position}");
        var one = history.Versions.Last();
        var under = await replays.CompleteAsync((await replays.AskAsync(new(KpiFigures.Projection, new KpiReplay(one).Text, await store.HeadAsync(), "test"))).Replay.Id);
        Assert.True(history.Count(one).SequenceEqual(await RowsAsync(database, under)), $"seed {seed}, under version {one.Version} of {one.Kpi}");
    }

    private static async Task RecordAsync(PostgresEventStore store, ByHand history, Random random)
    {
        if (random.Next(15) == 0)
        {
            var kpi = Published[random.Next(Published.Length)];
            var version = history.Versions.Count(one => one.Kpi == kpi) + 1;
            var cases = new CountedCases { Kinds = [.. Kinds.Where((_, i) => i == 0 || random.Next(2) == 0)], Withdrawn = random.Next(2) == 0, Merged = random.Next(2) == 0, MostContacts = kpi == "first-contact-resolution" ? random.Next(1, 3) : null };
            var terms = new KpiTerms { NameZh = "x", NameEn = "x", OwnerZh = "x", OwnerEn = "x", Cases = cases };
            history.Versions.Add(new(kpi, version, terms, version == 1 ? null : new DateOnly(2011, random.Next(1, 7), 1), "test"));
            await AppendAsync("kpi_definitions", DefinitionBook.KpisStream, Moment(random), history.Versions[^1]);
            return;
        }

        var known = history.Cases.Count == 0 || random.Next(3) == 0 ? null : history.Cases[random.Next(history.Cases.Count)];
        if (known is null)
        {
            known = new() { Id = new(history.Cases.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]), At = Moment(random), Kind = Kinds[random.Next(Kinds.Length)] };
            history.Cases.Add(known);
            await AppendAsync("complaint", known.Id, known.At, new ComplaintRegistered
            {
                Complaint = ComplaintId.From(known.Id), Kind = known.Kind, Channel = new("hotline", 1), Source = new("customer", 1), Topic = new("network", 1), Region = new("cn-js", "nanjing"),
                Customer = new() { Customer = CustomerId.From(known.Id), ServiceNumberHash = "hash" }, Summary = new("s1.x"),
            });
            return;
        }

        if (random.Next(6) == 0)
        {
            known.Contacts++;
            await AppendAsync("contact", Guid.NewGuid(), Moment(random), new ContactLinked(ComplaintId.From(known.Id)));
            return;
        }

        await AppendAsync("complaint", known.Id, Moment(random), known.Apply(random));

        Task AppendAsync(string type, Guid stream, DateTimeOffset at, object e) => store.AppendAsync(
            new(type, stream), ExpectedVersion.Any, [new NewEvent(Guid.NewGuid(), e, new() { OccurredAt = at, Actor = "test", CorrelationId = "test", CommandId = Guid.NewGuid() })]);
    }

    private static DateTimeOffset Moment(Random random) => Recorder.At("2011-01-01T00:00:00Z").AddHours(random.Next(180 * 4) * 6);

    private static async Task<IReadOnlyList<string>> RowsAsync(NpgsqlDataSource database, ReplayStatus? replay = null)
    {
        var answer = await new ReadModels(database).AskAsync(AccessScope.All, KpiFigures.Projection, async connection =>
        {
            var rows = new List<string>();
            await using var command = new NpgsqlCommand("select kpi || ' ' || to_char(month, 'YYYY-MM') || ' ' || numerator || '/' || denominator from caseflow_kpi_counts where kpi = any($1)", connection) { Parameters = { new() { Value = Published } } };
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows.Add(reader.GetString(0));
            return rows;
        }, CancellationToken.None, replay);
        return [.. answer.Data.Order(StringComparer.Ordinal)];
    }

    /// <summary>A case, read off its facts.</summary>
    private sealed class Known
    {
        public required Guid Id { get; init; }
        public required DateTimeOffset At { get; init; }
        public required ComplaintKind Kind { get; set; }
        public int Contacts { get; set; }
        private bool Withdrawn { get; set; }
        private bool Merged { get; set; }
        private bool Escalated { get; set; }
        private bool Resolved { get; set; }
        private bool Reopened { get; set; }

        public ComplaintEvent Apply(Random random)
        {
            switch (random.Next(7))
            {
                case 0: Withdrawn = true; return new ComplaintWithdrawn(new("s1.x"));
                case 1: Merged = true; return new ComplaintMerged(ComplaintId.From(Id), null);
                case 2: Merged = false; return new ComplaintUnmerged(ComplaintId.From(Id), new("s1.x"));
                case 3: Escalated = true; return new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Internal, new("s1.x"));
                case 4: Resolved = true; return new ComplaintResolved(new("s1.x"), 1);
                case 5: (Reopened, Withdrawn) = (true, false); return new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x"));
                default: Kind = Kinds[random.Next(Kinds.Length)]; return new ComplaintReclassified(Kind, new("network", 1), null);
            }
        }

        public (int Numerator, int Denominator) In(string kpi, CountedCases cases)
        {
            if (!cases.Kinds.Contains(Kind) || (Withdrawn && !cases.Withdrawn) || (Merged && !cases.Merged)) return (0, 0);
            return kpi switch
            {
                "escalation-rate" => (Escalated ? 1 : 0, 1),
                "reopening-rate" => (Resolved && Reopened ? 1 : 0, Resolved ? 1 : 0),
                _ => (Resolved && !Reopened && !Escalated && Contacts <= cases.MostContacts ? 1 : 0, Resolved ? 1 : 0),
            };
        }
    }

    /// <summary>The definition of the KPIs, read off its text.</summary>
    private sealed class ByHand
    {
        private static readonly CountedCases Usual = new() { Kinds = Kinds, Withdrawn = true, Merged = true, MostContacts = 1 };

        public List<Known> Cases { get; } = [];

        public List<KpiDefinitionPublished> Versions { get; } = [];

        /// <summary>The counts as the rows have them; with one version in the place of all others of its KPI, where there is one.</summary>
        public IReadOnlyList<string> Count(KpiDefinitionPublished? under = null) =>
        [
            .. (from kpi in Published
                from one in Cases
                let month = ReportingZone.Operator.MonthOf(one.At)
                let version = under?.Kpi == kpi ? under : Versions.Where(version => version.Kpi == kpi && (version.ValidFrom is null || version.ValidFrom <= month)).MaxBy(version => version.Version)
                let counted = one.In(kpi, version?.Terms.Cases ?? Usual)
                group counted by (kpi, month) into cell
                where cell.Any(one => one != (0, 0))
                select $"{cell.Key.kpi} {Iso.Month(cell.Key.month)} {cell.Sum(one => one.Numerator)}/{cell.Sum(one => one.Denominator)}").Order(StringComparer.Ordinal),
        ];
    }
}
