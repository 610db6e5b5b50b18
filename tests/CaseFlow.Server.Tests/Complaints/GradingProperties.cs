using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>Random histories in which matrices are published between what happens to cases, also after the first cases, as in an installation that gets its first matrix late.</summary>
public sealed class GradingProperties(PostgresFixture postgres, ITestOutputHelper output)
{
    private readonly List<Known> cases = [];
    private readonly Dictionary<int, PriorityMatrixPublished> matrices = [];

    [Fact]
    public async Task Rows_are_graded_as_by_hand_and_a_rebuild_grades_them_alike()
    {
        var seed = Environment.GetEnvironmentVariable("CASEFLOW_TEST_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"CASEFLOW_TEST_SEED={seed}");
        var random = new Random(seed);
        await using var database = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await EventStoreSchema.MigrateAsync(database);
        await ServerSchema.MigrateAsync(database, CancellationToken.None);
        var store = new PostgresEventStore(database, Streams.EventTypes());
        var engine = new ProjectionEngine(database, store, [new WorkListProjection()], [], new() { PageSize = 25 });
        for (var round = 0; round < 8; round++)
        {
            for (var i = 0; i < 40; i++)
                await SomethingAsync(store, random, mayPublish: round > 0);
            await engine.CatchUpAsync();
            Assert.True(ByHand().SequenceEqual(await RowsAsync(database)), $"seed {seed}, round {round}");
        }

        Assert.True(matrices.Count > 1, $"seed {seed}");
        await engine.RebuildAsync(WorkList.Projection);
        Assert.True(ByHand().SequenceEqual(await RowsAsync(database)), $"seed {seed}, rebuilt");
    }

    private async Task SomethingAsync(PostgresEventStore store, Random random, bool mayPublish)
    {
        if (mayPublish && (matrices.Count == 0 || random.Next(25) == 0))
        {
            var matrix = new PriorityMatrixPublished(matrices.Count + 1, Terms(random), random.Next(2) == 0 ? OpenCases.KeepTheirs : OpenCases.GradedAnew, "test");
            await AppendAsync(store, "priority_matrix", CaseDefinitions.PriorityStream, matrix);
            matrices.Add(matrix.Version, matrix);
            foreach (var one in cases.Where(one => one.State.Status is ComplaintStatus.Received or ComplaintStatus.Acknowledged or ComplaintStatus.Handling && (one.Under is null || matrix.OpenCases == OpenCases.GradedAnew)))
                one.Under = matrix.Version;
            return;
        }

        if (cases.Count == 0 || random.Next(4) == 0)
        {
            var fresh = new Known(new(cases.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])) { Under = Latest };
            cases.Add(fresh);
            await HappenAsync(store, fresh, new ComplaintRegistered
            {
                Complaint = ComplaintId.From(fresh.Id), Kind = ComplaintKind.Complaint, Channel = new("hotline", 1), Source = new("customer", 1), Topic = new("billing", 1), Region = new("cn-js", "nanjing"),
                Customer = new() { Customer = CustomerId.From(fresh.Id) }, Summary = new("s1.x"),
            });
            return;
        }

        var known = cases[random.Next(cases.Count)];
        switch (random.Next(5))
        {
            case 0:
                var origin = (EscalationOrigin)random.Next(5);
                if (!known.Origins.Contains(origin)) known.Origins.Add(origin);
                await HappenAsync(store, known, new ComplaintEscalated((EscalationLevel)random.Next(5), origin, new("s1.x")));
                break;
            case 1:
                known.Repeats++;
                await HappenAsync(store, known, new RepeatLinkProposed(ComplaintId.From(Guid.NewGuid()), new(1, 1, 1, 1)));
                break;
            case 2:
                await HappenAsync(store, known, new ComplaintResolved(new("s1.x"), known.State.Episode));
                break;
            case 3 when known.State.Status == ComplaintStatus.Resolved:
                known.Under = Latest;
                await HappenAsync(store, known, new ComplaintReopened(known.State.Episode + 1, ReopenCause.ProblemReturned, new("s1.x")));
                break;
            default:
                await HappenAsync(store, known, new ComplaintReclassified((ComplaintKind)random.Next(5), new(random.Next(2) == 0 ? "billing.charge" : "network", 1), null));
                break;
        }
    }

    private int? Latest => matrices.Count == 0 ? null : matrices.Count;

    private IEnumerable<string> ByHand() => cases.OrderBy(one => one.Id.ToString(), StringComparer.Ordinal).Select(one =>
    {
        var grade = one.Under is { } version ? CasePriority.Grade(matrices[version], new()
        {
            Kind = one.State.Kind, Topic = one.State.Topic.Code, Source = "customer", Level = one.State.Level, Origins = one.Origins, Repeats = one.Repeats, Reopenings = one.State.Episode - 1,
        }) : null;
        return $"{one.Id} {grade?.Priority} {grade?.Points} {one.Under}";
    });

    private static PriorityTerms Terms(Random random) => new()
    {
        Severity = [new() { Id = "a", Zh = "a", En = "a", Points = random.Next(40), Kinds = [ComplaintKind.Complaint] }, new() { Id = "b", Zh = "b", En = "b", Points = random.Next(40), Topics = ["billing"] }],
        Impact = [new() { Id = "c", Zh = "c", En = "c", Points = random.Next(40), FromContacts = 1 }],
        Tiers = [new() { Id = "d", Zh = "d", En = "d", Points = random.Next(10) }],
        EscalationRisk =
        [
            new() { Id = "e", Zh = "e", En = "e", Points = random.Next(40), Origins = [EscalationOrigin.Regulator] }, new() { Id = "f", Zh = "f", En = "f", Points = random.Next(40), FromLevel = EscalationLevel.City },
            new() { Id = "g", Zh = "g", En = "g", Points = random.Next(40), FromRepeats = 2 }, new() { Id = "h", Zh = "h", En = "h", Points = random.Next(40), FromReopenings = 1 },
        ],
        Thresholds = new(60, 40, 20),
    };

    private static async Task HappenAsync(PostgresEventStore store, Known known, ComplaintEvent fact)
    {
        known.State = Complaint.Evolve(known.State, fact);
        await AppendAsync(store, "complaint", known.Id, fact);
    }

    private static async Task AppendAsync(PostgresEventStore store, string type, Guid stream, object fact)
    {
        var metadata = new EventMetadata { OccurredAt = Recorder.At("2026-03-01T08:00:00Z"), Actor = "test", CorrelationId = "test", CommandId = Guid.NewGuid() };
        Assert.IsType<Appended>(await store.AppendAsync(new(type, stream), ExpectedVersion.Any, [new NewEvent(Guid.NewGuid(), fact, metadata)]));
    }

    private static async Task<List<string>> RowsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""select concat(complaint, ' ', priority, ' ', points, ' ', matrix_version) from caseflow_work_list order by complaint::text collate "C" """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetString(0));
        return rows;
    }

    /// <summary>A case as it is told by hand.</summary>
    private sealed class Known(Guid id)
    {
        public Guid Id => id;

        public Complaint State { get; set; } = Complaint.Unregistered;

        public int? Under { get; set; }

        public List<EscalationOrigin> Origins { get; } = [];

        public int Repeats { get; set; }
    }
}
