using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>On a server of its own, for a rule is in force everywhere.</summary>
public sealed class RepeatRuleTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Path = "/api/kpis/repeat-complaint-rate?region=all&from=2011-03&to=2011-03";
    private ServerUnderTest server = null!;
    private Recorder desk = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(postgres);
        desk = new(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_new_rule_counts_everything_anew()
    {
        await desk.RecordBareAsync(1, Recorder.At("2011-03-01T08:00:00Z"), desk.Customer(1), "network.roaming");
        await desk.RecordBareAsync(2, Recorder.At("2011-03-20T08:00:00Z"), desk.Customer(1), "network.coverage");
        await desk.RecordBareAsync(3, Recorder.At("2011-03-25T08:00:00Z"), desk.Customer(1), "billing.fees");
        Assert.Equal((0, 3), await CountAsync());

        await PublishAsync(new RepeatRule(2, 20, 1, [ComplaintKind.Complaint], 1000));

        Assert.Equal((1, 3), await CountAsync());
        var answer = await desk.AskAsync(Path);
        Assert.Equal("333.33", answer["total"]!["rate"]!.ToString());
        Assert.Contains("rule 2", (string?)answer["definition"]!["version"], StringComparison.Ordinal);

        await PublishAsync(new RepeatRule(3, 18, 1, [ComplaintKind.Complaint], 100));
        Assert.Equal((0, 3), await CountAsync());
    }

    private Task PublishAsync(RepeatRule rule) =>
        desk.RecordAsync("policies", Server.Definitions.DefinitionBook.PoliciesStream, "2011-09-01T00:00:00Z", new RepeatRulePublished(rule, "test"));

    private async Task<(long, long)> CountAsync()
    {
        var total = (await desk.AskAsync(Path))["total"]!;
        return ((long)total["numerator"]!, (long)total["denominator"]!);
    }
}
