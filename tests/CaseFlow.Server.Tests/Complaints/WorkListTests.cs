using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Complaints;

public sealed class WorkListTests(ReadServer shared) : IClassFixture<ReadServer>
{
    private readonly Recorder desk = new(shared.Server);

    [Fact]
    public async Task A_case_shows_what_the_desk_must_know_and_its_personal_data_in_clear()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z", e => e with { ExternalReference = "TK-7", DataFlags = ["closure-before-opening"] });
        await desk.OnCaseAsync(1, "2026-03-02T08:00:00Z", new ComplaintClaimed("li.na", Recorder.At("2026-03-02T09:00:00Z")), new ComplaintHandedOver(new("network", 1), new("s1.x")));
        await desk.OnCaseAsync(1, "2026-03-03T08:00:00Z", new HandOverRejected(new("network", 1), new("s1.x")), new ComplaintEscalated(EscalationLevel.City, EscalationOrigin.Customer, new("s1.x")));

        var entry = (await desk.AskAsync($"/api/complaints?region={desk.Province}"))["items"]!.AsArray().Single()!;

        Assert.Equal("Handling", (string?)entry["status"]);
        Assert.Equal($"{desk.Province}.nanjing", (string?)entry["region"]);
        Assert.Equal("City", (string?)entry["level"]);
        Assert.Equal("li.na", (string?)entry["handler"]);
        Assert.Equal(1, (int)entry["bounces"]!);
        Assert.Equal(5, (long)entry["version"]!);
        Assert.Equal("TK-7", (string?)entry["externalReference"]);
        Assert.Equal("张*", (string?)entry["name"]);
        Assert.Equal($"139****{desk.Number[^4..]}", (string?)entry["serviceNumber"]);
        Assert.Equal("Summary 1", (string?)entry["summary"]);
        Assert.Equal(Recorder.At("2026-03-16T08:00:00Z"), (DateTimeOffset)entry["dueAt"]!);
        Assert.True((bool)entry["overdue"]!);
        Assert.Equal(Recorder.At("2026-03-03T08:00:00Z"), (DateTimeOffset)entry["lastActivityAt"]!);
    }

    [Fact]
    public async Task Who_works_on_no_case_sees_what_was_said_masked()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z");

        var entry = (await desk.AskAsync($"/api/complaints?region={desk.Province}", role: CaseFlow.Access.Role.DataProtectionOfficer))["items"]!.AsArray().Single()!;

        Assert.Equal("张*", (string?)entry["name"]);
        Assert.Equal("•••", (string?)entry["summary"]);
    }

    [Fact]
    public async Task Merged_and_withdrawn_cases_have_left_the_list_unless_they_are_asked_for()
    {
        await desk.RegisterAsync(1, "2026-03-01T08:00:00Z");
        await desk.RegisterAsync(2, "2026-03-02T08:00:00Z");
        await desk.RegisterAsync(3, "2026-03-03T08:00:00Z");
        await desk.OnCaseAsync(2, "2026-03-04T08:00:00Z", new ComplaintMerged(desk.Case(1), null));
        await desk.OnCaseAsync(3, "2026-03-04T08:00:00Z", new ComplaintWithdrawn(new("s1.x")));

        var list = await desk.AskAsync($"/api/complaints?region={desk.Province}");
        Assert.Equal([desk.Id(1)], Ids(list));
        Assert.Equal(1, (long)list["total"]!);
        Assert.Equal(1, (long)list["counts"]!["Merged"]!);
        Assert.Equal(2, (long)(await desk.AskAsync($"/api/complaints?region={desk.Province}&status=merged,Withdrawn"))["total"]!);

        await desk.OnCaseAsync(2, "2026-03-05T08:00:00Z", new ComplaintUnmerged(desk.Case(1), new("s1.x")));
        var again = await desk.AskAsync($"/api/complaints?region={desk.Province}");
        Assert.Equal(2, (long)again["total"]!);
        Assert.Equal(2, (long)again["counts"]!["Received"]!);
    }

    [Theory]
    [InlineData("topic=network.roaming", "1")]
    [InlineData("topic=network", "1,2")]
    [InlineData("topic=network.roam", "")]
    [InlineData("handler=wang.fang", "2")]
    [InlineData("unassigned=true", "1,3")]
    [InlineData("level=Province", "3")]
    [InlineData("kind=Consultation", "2")]
    [InlineData("overdue=true", "1")]
    [InlineData("overdue=false", "2,3")]
    [InlineData("dueBefore=2026-04-01T00:00:00Z", "1")]
    [InlineData("department=billing", "3")]
    [InlineData("repeat=true", "3")]
    [InlineData("reopened=true", "3")]
    [InlineData("channel=web", "3")]
    [InlineData("externalReference=X-3", "3")]
    [InlineData("dataFlag=odd", "3")]
    [InlineData("kind=Complaint&level=FrontLine&status=Received,Handling", "1")]
    public async Task A_filter_narrows_rows_total_and_counts_alike(string filter, string expected)
    {
        await desk.RegisterAsync(1, "2026-03-10T08:00:00Z");
        await desk.RegisterAsync(2, "2026-03-11T08:00:00Z", e => e with { Topic = new("network.coverage", 1), Kind = ComplaintKind.Consultation });
        await desk.OnCaseAsync(2, "2026-03-11T09:00:00Z", new ComplaintAssigned("wang.fang"));
        await desk.RegisterAsync(3, "2026-03-30T08:00:00Z", e => e with { Topic = new("billing", 1), Channel = new("web", 1), ExternalReference = "X-3", DataFlags = ["odd"] });
        await desk.OnCaseAsync(
            3,
            "2026-03-30T09:00:00Z",
            new ComplaintEscalated(EscalationLevel.Province, EscalationOrigin.Regulator, new("s1.x")),
            new ComplaintHandedOver(new("billing", 1), new("s1.x")),
            new RepeatLinkProposed(desk.Case(1), new(1, 30, 2, 20)),
            new ComplaintReopened(2, ReopenCause.ProblemReturned, new("s1.x")));

        var list = await desk.AskAsync($"/api/complaints?region={desk.Province}&sort=Oldest&{filter}");

        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => desk.Id(n[0] - '0')), Ids(list));
        Assert.Equal(Ids(list).Count, (long)list["total"]!);
        Assert.Equal(Ids(list).Count, list["counts"]!.AsObject().Sum(count => (long)count.Value!));
    }

    [Theory]
    [InlineData("Newest", "3,2,1")]
    [InlineData("Oldest", "1,2,3")]
    [InlineData("Due", "1,3,2")]
    [InlineData("Level", "2,3,1")]
    [InlineData("Activity", "1,3,2")]
    [InlineData("Priority", "1,3,2")]
    public async Task Each_order_sorts_and_pages_without_losing_a_row(string sort, string expected)
    {
        await desk.RegisterAsync(1, "2026-03-10T08:00:00Z");
        await desk.RegisterAsync(2, "2026-03-11T08:00:00Z", e => e with { Kind = ComplaintKind.Praise });
        await desk.RegisterAsync(3, "2026-03-12T08:00:00Z");
        await desk.OnCaseAsync(2, "2026-03-11T09:00:00Z", new ComplaintEscalated(EscalationLevel.Province, EscalationOrigin.Media, new("s1.x")));
        await desk.OnCaseAsync(1, "2026-03-20T08:00:00Z", new ComplaintAcknowledged(null));

        var seen = await WalkAsync($"/api/complaints?region={desk.Province}&sort={sort}", limit: 1);

        Assert.Equal(expected.Split(',').Select(n => desk.Id(n[0] - '0')), seen);
    }

    [Fact]
    public async Task A_walk_shows_each_row_once_while_others_come_in()
    {
        for (var n = 1; n <= 30; n++)
            await desk.RegisterAsync(n, $"2026-03-{1 + (n % 28):00}T08:00:00Z");
        var later = 100;

        var seen = await WalkAsync($"/api/complaints?region={desk.Province}", limit: 7, between: () => desk.RegisterAsync(later++, $"2026-03-{later % 28 + 1:00}T07:00:00Z"));

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(Enumerable.Range(1, 30).Select(desk.Id).ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task A_list_is_whole_while_its_read_model_is_replaced_again_and_again()
    {
        for (var n = 1; n <= 40; n++)
            await desk.RegisterAsync(n, "2026-03-01T08:00:00Z");
        var engine = shared.Server.Services.GetRequiredService<ProjectionEngine>();
        await desk.AskAsync($"/api/complaints?region={desk.Province}");
        var rebuilding = Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
                await engine.RebuildAsync(WorkList.Projection);
        });

        var asked = 0;
        while (!rebuilding.IsCompleted)
        {
            var list = await desk.AskAsync($"/api/complaints?region={desk.Province}&limit=200");
            Assert.Equal((40, 40L), (Ids(list).Count, (long)list["total"]!));
            asked++;
        }

        await rebuilding;
        Assert.True(asked > 0);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await desk.RegisterAsync(1, "2026-03-10T08:00:00Z");
        await desk.RegisterAsync(2, "2026-03-11T08:00:00Z");
        var next = (string)(await desk.AskAsync($"/api/complaints?region={desk.Province}&limit=1"))["next"]!;

        Assert.Equal((400, "cursor-mismatch"), Take(await desk.RefusedAsync($"/api/complaints?region={desk.Province}.nanjing&limit=1&cursor={next}")));
        Assert.Equal((400, "cursor-mismatch"), Take(await desk.RefusedAsync($"/api/complaints?region={desk.Province}&kind=Fault&cursor={next}")));
        Assert.Equal((400, "cursor-mismatch"), Take(await desk.RefusedAsync($"/api/complaints?region={desk.Province}&sort=Due&cursor={next}")));
        Assert.Equal((400, "cursor-malformed"), Take(await desk.RefusedAsync($"/api/complaints?region={desk.Province}&cursor=%25")));
    }

    [Theory]
    [InlineData("", "region", "required")]
    [InlineData("region=nanjing.", "region", "malformed")]
    [InlineData("region=all&statsu=Closed", "statsu", "unknown-field")]
    [InlineData("region=all&status=Open", "status", "out-of-range")]
    [InlineData("region=all&status=3", "status", "out-of-range")]
    [InlineData("region=all&limit=201", "limit", "out-of-range")]
    [InlineData("region=all&limit=many", "limit", "malformed")]
    [InlineData("region=all&dueBefore=2026-03-01T00:00:00", "dueBefore", "malformed")]
    [InlineData("region=all&customer=7", "customer", "malformed")]
    public async Task A_question_that_is_not_well_formed_is_refused_by_field(string query, string field, string code)
    {
        var (status, problem, body) = await desk.RefusedAsync($"/api/complaints?{query}");

        Assert.Equal((400, "invalid-request"), (status, problem));
        var error = body["errors"]!.AsArray().Single()!;
        Assert.Equal((field, code), ((string)error["field"]!, (string)error["code"]!));
    }

    [Fact]
    public async Task What_cannot_be_seen_yet_is_said_to_be_so()
    {
        var response = await desk.GetAsync($"/api/complaints?region={desk.Province}&after=1000000");

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("Retry-After").Single());
        Assert.Contains("not-yet-visible", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static (int, string) Take((int Status, string Code, JsonNode) refused) => (refused.Status, refused.Code);

    private static List<Guid> Ids(JsonNode list) => [.. list["items"]!.AsArray().Select(item => (Guid)item!["id"]!)];

    private async Task<List<Guid>> WalkAsync(string path, int limit, Func<Task>? between = null)
    {
        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await desk.AskAsync($"{path}&limit={limit}" + (cursor is null ? "" : $"&cursor={cursor}"));
            seen.AddRange(Ids(page));
            cursor = (string?)page["next"];
            if (between is not null) await between();
        }
        while (cursor is not null);
        return seen;
    }
}
