using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Testing;
using CaseFlow.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Access;

/// <summary>PostgreSQL itself shows a question the rows of its scope alone: every table of a read model is asked for everything, without any filter.</summary>
public sealed class RowsOfAScope(PostgresFixture postgres)
{
    /// <summary>The tables that say nothing of any case, and so are there for everybody who asks.</summary>
    private static readonly string[] OfNobody = ["caseflow_repeat_rule", "caseflow_kpi_definitions"];

    private static IEnumerable<IProjectionTable> Tables => Slices.All.SelectMany(slice => slice.Projections).SelectMany(projection => projection.Tables);

    [Fact]
    public async Task A_question_without_any_filter_sees_the_rows_of_its_city_alone_and_none_without_a_setting()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        foreach (var city in new[] { await CityPlanted.PlantAsync(server, "cn-js", "nanjing", "homely", "13911110001"), await CityPlanted.PlantAsync(server, "cn-zj", "hangzhou", "foreign", "13922220002") })
            await EvaluateAsync(server, Guid.Parse(city.Trace));
        await server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await ProveAsync(server.ConnectionString);

        // The tables that a rebuild puts in their place are held by the same policies.
        await server.Services.GetRequiredService<ProjectionEngine>().RebuildAsync([.. Slices.All.SelectMany(slice => slice.Projections).Select(projection => projection.Name)], cancellation: TestContext.Current.CancellationToken);
        await ProveAsync(server.ConnectionString);
    }

    [Fact]
    public async Task The_tables_of_a_replay_are_held_by_policies_too()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        await CityPlanted.PlantAsync(server, "cn-js", "nanjing", "homely", "13911110001");
        var desk = new Desk(server);
        (await desk.GetAsync("/api/kpis/repeat-complaint-rate?region=cn-js&from=2026-03&to=2026-03&windowDays=7")).MustBe(200);
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var find = database.CreateCommand(
            """
            select count(*), count(*) filter (where c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname like 'caseflow\_replay\_%' and c.relname = any($1)
            """);
        find.Parameters.Add(new() { Value = Tables.Select(table => table.Name).ToArray() });
        await using var reader = await find.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.True(reader.GetInt64(0) > 0, "No replay has a table.");
        Assert.Equal(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Tells the effect of a trace, which a desk could only do after its review date.</summary>
    private static async Task EvaluateAsync(ServerUnderTest server, Guid trace)
    {
        var metadata = new EventMetadata { OccurredAt = TimeProvider.System.GetUtcNow(), Actor = "test", CorrelationId = "test", CommandId = Guid.NewGuid() };
        var told = new EffectEvaluated { Round = 1, Measured = new(null, 0, 0, 1, null), Reached = false, Improvements = [] };
        Assert.IsType<Appended>(await server.Services.GetRequiredService<IEventStore>().AppendAsync(new("trace", trace), ExpectedVersion.Any, [new NewEvent(Guid.NewGuid(), told, metadata)]));
    }

    private static async Task ProveAsync(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var faults = new List<string>();
        foreach (var table in Tables.Select(table => table.Name).Append(CustomerLook.Table.Name))
        {
            var all = await CountAsync(database, $"select count(*) from {table}");
            if (all == 0) faults.Add($"{table} is empty and so proves nothing");
            var unset = await AskAsync(database, table, null);
            if (unset != 0) faults.Add($"{table} shows {unset} rows without a setting");
            if (OfNobody.Contains(table)) continue;
            var seen = await AskAsync(database, table, AccessScope.TryParse("cn-js.nanjing"));
            var placed = await CountAsync(database, $"select count(*) from pg_attribute where attrelid = '{table}'::regclass and attname in ('province', 'city')") == 2;
            var own = placed ? await CountAsync(database, $"select count(*) from {table} where province = 'cn-js' and city = 'nanjing'") : 0;
            if (seen != own) faults.Add($"{table} shows Nanjing {seen} of its {own} rows");
            if (placed && (own == 0 || own == all)) faults.Add($"{table} has {own} of {all} rows in Nanjing and so proves nothing");
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>How many rows are there for who asks as questions are asked, with no filter at all.</summary>
    private static async Task<long> AskAsync(NpgsqlDataSource database, string table, AccessScope? scope)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var settings = scope is null ? "" : string.Create(CultureInfo.InvariantCulture, $"set local caseflow.province = '{scope.Province}'; set local caseflow.city = '{scope.City}'; set local caseflow.department = '*'; ");
        await using var command = new NpgsqlCommand($"{settings}set local role {RowSecurity.Reader}; select count(*) from {table}", connection);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
