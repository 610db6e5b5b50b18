using CaseFlow.Server.Tests.Complaints;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>The verbs <c>kpi</c> and <c>rebuild</c>, as a shell runs them.</summary>
public sealed class ReadVerbTests(PostgresFixture postgres) : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync() => server = await ServerUnderTest.StartAsync(postgres);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_kpi_is_printed_with_its_definition()
    {
        var desk = new Recorder(server);
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-02T08:00:00Z"), desk.Customer(1), "network.roaming");

        var (code, printed, _) = await RunAsync("kpi", "repeat-complaint-rate", "--region", desk.Province, "--from", "2011-03", "--to", "2011-04");

        Assert.Equal(0, code);
        Assert.Contains("50.00", printed, StringComparison.Ordinal);
        Assert.Contains("repeat-complaint-rate, version 1, rule 1; months in Asia/Shanghai", printed, StringComparison.Ordinal);
        Assert.Contains("30 days", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rebuild_restores_rows_that_somebody_spoilt_while_the_server_serves()
    {
        var desk = new Recorder(server);
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.AskAsync("/api/complaints?region=all");
        await using (var database = NpgsqlDataSource.Create(server.ConnectionString))
        await using (var spoil = database.CreateCommand("update caseflow_work_list_counts set cases = 7"))
            await spoil.ExecuteNonQueryAsync();
        Assert.Equal(7, (long)(await desk.AskAsync("/api/complaints?region=all"))["total"]!);

        var (code, _, said) = await RunAsync("rebuild", "WorkList");

        Assert.Equal(0, code);
        Assert.Contains("Rebuilt: WorkList", said, StringComparison.Ordinal);
        Assert.Equal(1, (long)(await desk.AskAsync("/api/complaints?region=all"))["total"]!);
    }

    [Fact]
    public async Task A_replay_is_printed_and_what_differs_from_now()
    {
        var desk = new Recorder(server);
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-20T08:00:00Z"), desk.Customer(1), "network.roaming");
        var then = $"{desk.Position - 1}";
        string[] rates = ["replay", "--projection", "repeat-complaint-rates", "--region", desk.Province, "--from", "2011-03", "--to", "2011-03"];

        var (code, printed, _) = await RunAsync([.. rates, "--position", then]);
        Assert.Equal(0, code);
        Assert.Contains($"RepeatComplaintRates as of event {then}, recorded ", printed, StringComparison.Ordinal);
        Assert.Contains("0.00", printed, StringComparison.Ordinal);

        (code, printed, _) = await RunAsync([.. rates, "--repeat-days", "7"]);
        Assert.Equal(0, code);
        Assert.Contains("version 1, rule 1, if windowDays 7", printed, StringComparison.Ordinal);
        Assert.Contains("0.00", printed, StringComparison.Ordinal);

        (code, printed, _) = await RunAsync([.. rates, "--position", then, "--diff"]);
        Assert.Equal(0, code);
        Assert.Contains("1 / 2", printed, StringComparison.Ordinal);
        Assert.Contains("1 of 1 rates that differ; 1 of 1 cases that count otherwise", printed, StringComparison.Ordinal);
        Assert.Contains($"{desk.Position}", printed, StringComparison.Ordinal);

        (code, printed, _) = await RunAsync("replay", "--projection", "WorkList", "--position", then, "--diff");
        Assert.Equal(0, code);
        Assert.Contains("caseflow_work_list_counts", printed, StringComparison.Ordinal);
        Assert.Contains("came", printed, StringComparison.Ordinal);
    }

    private Task<(int Code, string Printed, string Said)> RunAsync(params string[] verb) => Shell.RunAsync(server, postgres, verb);
}

/// <summary>What the verbs refuse; they change nothing, and so one server does for all.</summary>
public sealed class ReadVerbErrorTests(SharedServer shared, PostgresFixture postgres) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("There is no KPI nothing", "kpi", "nothing")]
    [InlineData("not by Source", "kpi", "contacts-per-case", "--by", "source")]
    [InlineData("--from is a month", "kpi", "contacts-per-case", "--from", "March")]
    [InlineData("--region is all", "kpi", "contacts-per-case", "--region", "a.b.c")]
    [InlineData("There is no read model nothing", "rebuild", "nothing")]
    [InlineData("There is no read model or subscription nothing", "retry", "nothing")]
    [InlineData("projection is one of", "replay", "--projection", "nothing")]
    [InlineData("asOf does not lie in the future", "replay", "--projection", "work-list", "--as-of", "2999-01-01")]
    [InlineData("windowDays is 1 to 3660", "replay", "--projection", "repeat-complaint-rates", "--repeat-days", "0")]
    [InlineData("--repeat-days is for RepeatComplaintRates", "replay", "--projection", "work-list", "--repeat-days", "7")]
    [InlineData("position lies behind the last event", "replay", "--projection", "work-list", "--position", "999999")]
    public async Task What_is_wrong_is_said_in_a_sentence(string sentence, params string[] verb)
    {
        var (code, _, errors) = await Shell.RunAsync(shared.Server, postgres, verb);

        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }
}
