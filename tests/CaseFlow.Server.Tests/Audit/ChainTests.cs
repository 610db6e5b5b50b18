using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace CaseFlow.Server.Tests.Audit;

/// <summary>The chain over HTTP, and outside of the database.</summary>
public sealed class ChainTests(PostgresFixture postgres)
{
    [Fact]
    public async Task What_is_recorded_is_sealed_kept_outside_proven_and_verified()
    {
        await using var server = await StartAsync();
        var keys = new TrustedKeys((string)(await GetAsync(server, "/api/chain"))["publicKey"]!);

        var chain = await GetAsync(server, "/api/chain");
        Assert.Equal(((long)chain["head"]!, 0), ((long)chain["sealedTo"]!, (long)chain["unsealed"]!));
        Assert.Equal((long)chain["last"]!["number"]!, (long)chain["file"]!["number"]!);
        Assert.Null(chain["fault"]);

        var checkpoints = (await GetAsync(server, "/api/chain/checkpoints?limit=1"))["items"]!.AsArray();
        Assert.Equal((string?)chain["last"]!["root"], (string?)checkpoints.Single()!["root"]);

        var proof = await server.Http.GetFromJsonAsync<InclusionProof>($"/api/chain/proofs/{await AnyEventAsync(server)}", ServerUnderTest.Json);
        Assert.True(proof!.Holds(keys));
        using var unknown = await server.Http.GetAsync(new Uri($"/api/chain/proofs/{Guid.NewGuid()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);

        var done = await VerifyAsync(server);
        Assert.Equal("Genuine", (string?)done["state"]);
        Assert.Equal((long)chain["sealed"]!, (long)done["report"]!["events"]!);
        Assert.Equal((long)chain["head"]!, (long)(await GetAsync(server, "/health/ready"))["chain"]!["sealedTo"]!);
    }

    [Fact]
    public async Task A_change_in_the_database_is_named()
    {
        await using var server = await StartAsync();
        var position = await TamperAsync(server);

        var done = await VerifyAsync(server);

        Assert.Equal("Tampered", (string?)done["state"]);
        Assert.Equal(("Altered", position), ((string?)done["report"]!["first"]!["kind"], (long)done["report"]!["first"]!["position"]!));
    }

    [Theory]
    [InlineData("limit=0", "invalid-request")]
    [InlineData("limit=x", "invalid-request")]
    [InlineData("cursor=-1", "cursor-malformed")]
    [InlineData("cursor=99999999999999999999", "cursor-malformed")]
    public async Task A_list_that_cannot_be_told_is_refused(string query, string code)
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        using var answer = await server.Http.GetAsync(new Uri($"/api/chain/checkpoints?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(code, (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    [Fact]
    public async Task Checkpoints_are_sent_to_an_address_once_each_and_again_when_it_fails()
    {
        var (taken, fail) = (new System.Collections.Concurrent.ConcurrentQueue<ChainCheckpoint>(), true);
        await using var receiver = WebApplication.CreateSlimBuilder().Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.MapPost("/take", (ChainCheckpoint one) =>
        {
            if (fail)
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            taken.Enqueue(one);
            return Results.Ok();
        });
        await receiver.StartAsync();
        await using var server = await StartAsync(new Uri($"{receiver.Urls.Single()}/take"));
        var anchors = server.Services.GetRequiredService<ChainAnchors>();

        while (anchors.Webhook!.Error is null)
            await Task.Delay(20);
        fail = false;
        var last = await server.Services.GetRequiredService<Sealer>().Tables.LastAsync();
        while (anchors.Webhook!.Number < last!.Number)
        {
            await anchors.SendAsync(TestContext.Current.CancellationToken);
            await Task.Delay(20);
        }

        Assert.Equal(Enumerable.Range(1, (int)last.Number).Select(number => (long)number), taken.Select(one => one.Number));
        Assert.Equal(last, taken.Last());
        Assert.Equal(last.Number, (long)(await GetAsync(server, "/api/chain"))["webhook"]!["number"]!);
    }

    [Fact]
    public async Task Verbs_verify_export_and_restore()
    {
        await using var server = await StartAsync();
        var options = server.Services.GetRequiredService<ChainOptions>();
        var folder = Directory.CreateDirectory(Path.Combine(postgres.Folder, $"{Guid.NewGuid():N}")).FullName;
        var (log, copy) = (Path.Combine(folder, "events.ndjson"), await postgres.CreateDatabaseAsync());

        var (code, printed, _) = await RunAsync(server.ConnectionString, options, "verify");
        Assert.True(code == 0, printed);
        Assert.Contains("Genuine: everything is as it was sealed.", printed, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(server.ConnectionString, options, "export", "events", "--out", log)).Code);
        Assert.Equal(1, (await RunAsync(server.ConnectionString, options, "export", "events", "--out", log)).Code);
        Assert.Equal(0, (await RunAsync("Host=nowhere", options, "verify", "--export", log, "--public-key", options.KeyFile + ".pub", "--checkpoints", options.AnchorFile)).Code);

        (code, _, var said) = await RunAsync(copy, options, "restore", log);
        Assert.True(code == 0, said);
        Assert.Equal(0, (await RunAsync(copy, options, "verify")).Code);
        Assert.Equal(1, (await RunAsync(copy, options, "restore", log)).Code);

        var position = await TamperAsync(server);
        (code, printed, _) = await RunAsync(server.ConnectionString, options, "verify");
        Assert.Equal(5, code);
        Assert.Contains($"NOT GENUINE. The event was altered: position {position}, stream ", printed, StringComparison.Ordinal);

        await File.WriteAllTextAsync(log, (await File.ReadAllTextAsync(log)).Replace("\"position\":3,", "\"position\":4,", StringComparison.Ordinal));
        Assert.Equal(5, (await RunAsync(await postgres.CreateDatabaseAsync(), options, "restore", log)).Code);
    }

    private async Task<ServerUnderTest> StartAsync(Uri? webhook = null)
    {
        var server = await ServerUnderTest.StartAsync(postgres, replace: webhook is null ? null : services =>
        {
            var options = (ChainOptions)services.Last(service => service.ServiceType == typeof(ChainOptions)).ImplementationInstance!;
            services.Replace(ServiceDescriptor.Singleton(options with { Webhook = webhook }));
        });
        var desk = new Recorder(server);
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await server.Services.GetRequiredService<Sealer>().SealAsync();
        await server.Services.GetRequiredService<ChainAnchors>().KeepAsync(TestContext.Current.CancellationToken);
        return server;
    }

    private static async Task<JsonNode> VerifyAsync(ServerUnderTest server)
    {
        using var begun = await server.Http.PostAsync(new Uri("/api/chain/verifications", UriKind.Relative), content: null);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        while (true)
        {
            var one = await GetAsync(server, begun.Headers.Location!.OriginalString);
            if ((string?)one["state"] != "Running")
                return one;
            await Task.Delay(20);
        }
    }

    private static async Task<long> TamperAsync(ServerUnderTest server)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("""
            alter table mt_events disable trigger user;
            update mt_events set user_name = 'somebody else' where seq_id = (select max(seq_id) - 1 from mt_events) returning seq_id;
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<Guid> AnyEventAsync(ServerUnderTest server)
    {
        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = database.CreateCommand("select id from mt_events order by seq_id desc limit 1");
        return (Guid)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<JsonNode> GetAsync(ServerUnderTest server, string path) => JsonNode.Parse(await server.Http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    private Task<(int Code, string Printed, string Said)> RunAsync(string database, ChainOptions options, params string[] verb) => VerbRun.RunAsync(
        new Dictionary<string, string>
        {
            ["CASEFLOW_DB"] = database,
            ["CASEFLOW_MASTER_KEY_FILE"] = Path.Combine(postgres.Folder, "master.key"),
            ["CASEFLOW_SIGNING_KEY_FILE"] = options.KeyFile,
            ["CASEFLOW_CHECKPOINTS_FILE"] = options.AnchorFile,
        },
        verb);
}
