using System.Diagnostics;
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

    [Theory]
    [InlineData("There is no KPI nothing", "kpi", "nothing")]
    [InlineData("not by Source", "kpi", "contacts-per-case", "--by", "source")]
    [InlineData("--from is a month", "kpi", "contacts-per-case", "--from", "March")]
    [InlineData("--region is all", "kpi", "contacts-per-case", "--region", "a.b.c")]
    [InlineData("There is no read model nothing", "rebuild", "nothing")]
    [InlineData("There is no read model or subscription nothing", "retry", "nothing")]
    public async Task What_is_wrong_is_said_in_a_sentence(string sentence, params string[] verb)
    {
        var (code, _, errors) = await RunAsync(verb);

        Assert.Equal(1, code);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
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

    private async Task<(int Code, string Printed, string Said)> RunAsync(params string[] verb)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "CaseFlow.Server.dll"), .. verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CASEFLOW_DB"] = server.ConnectionString;
        start.Environment["CASEFLOW_MASTER_KEY_FILE"] = Path.Combine(postgres.Folder, "master.key");
        using var process = Process.Start(start)!;
        var (printed, said) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await printed, await said);
    }
}
