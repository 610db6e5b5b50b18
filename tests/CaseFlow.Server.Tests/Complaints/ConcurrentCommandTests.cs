using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>Many at one case: nobody's work is lost, and nobody's is recorded twice.</summary>
public sealed class ConcurrentCommandTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Many = 20;

    private Desk Desk => shared.Desk;

    [Fact]
    public async Task Different_commands_at_once_leave_no_gap()
    {
        var id = await Desk.CaseAsync(null, ("verify", new { verdict = new { validity = "Invalid" } }));
        var replies = await Task.WhenAll(Enumerable.Range(1, Many).Select(n => Desk.DoAsync(id, "clarify", new { explanation = $"Explanation {n}." })));
        Assert.All(replies, reply => Assert.Equal((200, "recorded"), (reply.Status, reply.Outcome)));
        Assert.Equal(Enumerable.Range(3, Many).Select(version => (long)version), replies.Select(reply => reply.Version).Order());
        Assert.Equal(Enumerable.Range(1, Many + 2).Select(version => (long)version), await VersionsAsync(id));
    }

    [Fact]
    public async Task One_command_sent_many_times_at_once_is_recorded_once()
    {
        var id = await Desk.CaseAsync();
        var replies = await Task.WhenAll(Enumerable.Range(1, Many).Select(_ => Desk.DoAsync(id, "claims", new { rank = "Primary", demand = "Money back." }, key: $"claim of {id}")));
        Assert.All(replies, reply => Assert.Equal((201, 2), (reply.Status, reply.Version)));
        Assert.Single(replies, reply => reply.Outcome == "recorded");
        Assert.Single(replies.Select(reply => reply.Location).Distinct());
        Assert.Equal([1, 2], await VersionsAsync(id));
    }

    [Fact]
    public async Task One_registration_sent_many_times_at_once_is_one_case()
    {
        var registration = Desk.Registration().ToJsonString();
        var replies = await Task.WhenAll(Enumerable.Range(1, Many).Select(_ => Desk.PostAsync("/api/complaints", System.Text.Json.Nodes.JsonNode.Parse(registration), key: "one registration")));
        Assert.All(replies, reply => Assert.Equal(201, reply.Status));
        Assert.Single(replies.Select(reply => reply.Location).Distinct());
        Assert.Single(replies, reply => reply.Outcome == "recorded");
    }

    [Fact]
    public async Task One_key_with_different_contents_at_once_records_one_of_them()
    {
        var id = await Desk.CaseAsync();
        var replies = await Task.WhenAll(Enumerable.Range(1, Many).Select(n => Desk.DoAsync(id, "assign", new { handler = $"agent-{n}" }, key: $"assignment of {id}")));
        Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(Many - 1, replies.Count(reply => reply.Code == "idempotency-key-reused"));
        Assert.Equal([1, 2], await VersionsAsync(id));
    }

    [Fact]
    public async Task A_key_used_for_one_case_is_told_on_another()
    {
        var (one, other) = await Desk.TwoCasesAsync();
        (await Desk.DoAsync(one, "acknowledge", key: $"acknowledge {one}")).MustBe(200);
        Assert.Equal("idempotency-key-reused", (await Desk.DoAsync(other, "acknowledge", key: $"acknowledge {one}")).MustBe(422).Code);
        Assert.Equal([1], await VersionsAsync(other));
    }

    [Fact]
    public async Task The_keys_of_two_actors_are_apart()
    {
        var id = await Desk.CaseAsync();
        (await Desk.DoAsync(id, "claim", key: $"claim {id}", actor: "li.na")).MustBe(200);
        Assert.Equal("claimed-by-another", (await Desk.DoAsync(id, "claim", key: $"claim {id}", actor: "wang.wei")).Code);
    }

    [Fact]
    public async Task A_stale_version_is_answered_with_what_the_others_did()
    {
        var id = await Desk.CaseAsync();
        (await Desk.DoAsync(id, "assign", new { handler = "li.na" }, actor: "chen.lei", seen: "\"1\"")).MustBe(200);
        (await Desk.DoAsync(id, "acknowledge", actor: "li.na")).MustBe(200);

        var stale = (await Desk.DoAsync(id, "assign", new { handler = "wang.wei" }, seen: "\"1\"")).MustBe(412);
        Assert.Equal(("version-conflict", 3, "\"3\""), (stale.Code, stale.Version, stale.ETag));
        Assert.Equal(
            [("complaint_assigned", "chen.lei", 2), ("complaint_acknowledged", "li.na", 3)],
            stale.Body.GetProperty("since").EnumerateArray().Select(e => (e.GetProperty("type").GetString(), e.GetProperty("actor").GetString(), e.GetProperty("version").GetInt64())));

        Assert.Equal(4, (await Desk.DoAsync(id, "assign", new { handler = "wang.wei" }, seen: "\"3\"")).MustBe(200).Version);
    }

    [Fact]
    public async Task A_command_that_changes_nothing_answers_the_version_as_it_is()
    {
        var id = await Desk.CaseAsync(null, ("acknowledge", new { }));
        var again = (await Desk.DoAsync(id, "acknowledge")).MustBe(200);
        Assert.Equal(("unchanged", 2, "\"2\""), (again.Outcome, again.Version, again.ETag));
    }

    private async Task<List<long>> VersionsAsync(string stream)
    {
        await using var database = NpgsqlDataSource.Create(shared.Server.ConnectionString);
        await using var command = database.CreateCommand($"select version from mt_events where stream_id = '{stream}' order by version");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var versions = new List<long>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            versions.Add(reader.GetInt64(0));
        return versions;
    }
}
