using System.Net;
using System.Text.Json.Nodes;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Platform;

public sealed class HealthTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_server_is_ready_until_a_projection_stops_or_the_database_is_gone()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        Assert.Equal("live", await server.Http.GetStringAsync("/health/live"));

        var (status, ready) = await ReadyAsync(server);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True((bool)ready["ready"]!);
        Assert.Contains(ready["projections"]!.AsArray(), projection => (string?)projection!["name"] == "WorkList");

        await ExecuteAsync(server.ConnectionString, "insert into caseflow_parked (name, position, error) values ('ContactsPerCase', 1, 'boom')");
        (status, ready) = await ReadyAsync(server);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("boom", (string?)ready["projections"]!.AsArray().Single(projection => (string?)projection!["name"] == "ContactsPerCase")!["error"]);

        var name = new NpgsqlConnectionStringBuilder(server.ConnectionString).Database!;
        var elsewhere = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "postgres" }.ConnectionString;
        await ExecuteAsync(elsewhere, $"alter database {name} allow_connections false; select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        (status, ready) = await ReadyAsync(server);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.False((bool)ready["database"]!);
        Assert.Equal("live", await server.Http.GetStringAsync("/health/live"));
    }

    [Fact]
    public async Task A_projection_that_stopped_is_told_to_try_again()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        await ExecuteAsync(server.ConnectionString, "insert into caseflow_parked (name, position, error) values ('ContactsPerCase', 1, 'boom')");

        Assert.True(await RetryAsync());
        Assert.False(await RetryAsync());

        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(server)).Status);
        using var unknown = await server.Http.PostAsync("/health/projections/Nothing/retry", content: null);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal("not-found", (string?)JsonNode.Parse(await unknown.Content.ReadAsStringAsync())!["code"]);

        async Task<bool> RetryAsync()
        {
            using var response = await server.Http.PostAsync("/health/projections/ContactsPerCase/retry", content: null);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            return (bool)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["retried"]!;
        }
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> ReadyAsync(ServerUnderTest server)
    {
        using var response = await server.Http.GetAsync("/health/ready");
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
