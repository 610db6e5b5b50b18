using System.Net.Http.Json;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Access;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>Tokens of machines: scoped, expiring, revocable, and told once.</summary>
public sealed class TokenTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private Desk Desk => shared.Desk;

    [Fact]
    public async Task A_token_is_issued_used_listed_and_revoked()
    {
        var (id, token, position) = await IssueAsync("hotline-one", "cn-hn");
        using var machine = shared.Server.With(token);
        (await Reply.ReadAsync(await machine.GetAsync("/api/complaints?region=cn-hn"))).MustBe(200);
        var listed = (await Desk.GetAsync($"/api/tokens?region=cn-hn&after={position}")).MustBe(200);
        var entry = listed.Body.GetProperty("data").GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == id);
        Assert.Equal(JsonValueKind.String, entry.GetProperty("lastUsedAt").ValueKind);
        Assert.DoesNotContain(token.Split('_')[2], listed.Text, StringComparison.Ordinal);

        (await Reply.ReadAsync(await shared.Server.Http.DeleteAsync($"/api/tokens/{id}"))).MustBe(200);
        var gone = await machine.GetAsync("/api/complaints?region=cn-hn");
        Assert.Equal("Bearer error=\"invalid_token\"", gone.Headers.WwwAuthenticate.ToString());
        Assert.Equal("unauthenticated", (await Reply.ReadAsync(gone)).MustBe(401).Code);
    }

    [Fact]
    public async Task A_secret_is_kept_as_a_hash_alone()
    {
        var (id, token, _) = await IssueAsync("hotline-two", "cn-js");
        await using var connection = new Npgsql.NpgsqlConnection(shared.Server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var look = new Npgsql.NpgsqlCommand("select encode(secret_hash, 'hex') from caseflow_tokens where token = $1", connection) { Parameters = { new() { Value = Guid.Parse(id) } } };
        Assert.NotEqual(token.Split('_')[2], (string)(await look.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        var events = await shared.Server.Services.GetRequiredService<IEventStore>().ReadStreamAsync(Guid.Parse(id), cancellation: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(events, e => EventTypes.Write(e.Data).Contains(token.Split('_')[2], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cft_")]
    [InlineData("cft_x_y")]
    [InlineData("cft_11111111111141118111111111111111_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("")]
    public async Task What_is_no_token_opens_nothing(string text)
    {
        using var machine = shared.Server.With(token: null);
        machine.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {text}");
        Assert.Equal("unauthenticated", (await Reply.ReadAsync(await machine.GetAsync("/api/complaints?region=all"))).MustBe(401).Code);
    }

    [Fact]
    public async Task Another_tokens_secret_opens_nothing()
    {
        var ((_, one, _), (_, other, _)) = (await IssueAsync("one", "cn-js"), await IssueAsync("other", "cn-js"));
        using var machine = shared.Server.With($"cft_{one.Split('_')[1]}_{other.Split('_')[2]}");
        (await Reply.ReadAsync(await machine.GetAsync("/api/complaints?region=cn-js"))).MustBe(401);
    }

    [Fact]
    public async Task A_token_acts_in_its_territory_and_by_its_roles_alone()
    {
        using var machine = await shared.Server.As(Role.QualityAuditor, "cn-js");
        Assert.Equal("outside-territory", (await Reply.ReadAsync(await machine.GetAsync("/api/complaints?region=all"))).MustBe(403).Code);
        var refused = (await Reply.ReadAsync(await machine.PostAsync("/api/complaints", JsonContent.Create(Desk.Registration())))).MustBe(403);
        Assert.Equal(("forbidden", "RegisterComplaints"), (refused.Code, refused.Body.GetProperty("permission").GetString()));
    }

    [Fact]
    public async Task A_machine_speaks_for_a_person_and_the_event_says_through_which()
    {
        using var machine = await shared.Server.As([Role.DeskAgent], "cn-js", speaksForOthers: true);
        machine.DefaultRequestHeaders.Add("X-CaseFlow-Actor", "wang.fang");
        var complaint = (await Reply.ReadAsync(await machine.PostAsync("/api/complaints", JsonContent.Create(Desk.Registration())))).MustBe(201).Created;
        var registered = (await shared.Server.Services.GetRequiredService<IEventStore>().ReadStreamAsync(Guid.Parse(complaint), cancellation: TestContext.Current.CancellationToken))[0];
        Assert.Equal(("wang.fang", Tokens.Name), (registered.Metadata.Actor, registered.Metadata.Via));

        using var silent = await shared.Server.As(Role.DeskAgent, "cn-js");
        silent.DefaultRequestHeaders.Add("X-CaseFlow-Actor", "wang.fang");
        Assert.Equal("may-not-speak-for-others", (await Reply.ReadAsync(await silent.PostAsync("/api/complaints", JsonContent.Create(Desk.Registration())))).MustBe(403).Code);
    }

    [Fact]
    public async Task A_token_is_good_for_a_year_at_most_and_within_the_issuers_territory()
    {
        Assert.Equal(["days out-of-range"], (await Desk.PostAsync("/api/tokens", Request("long", "all", 367))).MustBe(400).Errors);
        using var province = await shared.Server.As(Role.Administrator, "cn-js");
        Assert.Equal("token-beyond-territory", (await Reply.ReadAsync(await province.PostAsync("/api/tokens", JsonContent.Create(Request("far", "cn-zj", 1))))).MustBe(409).Code);
        Assert.Equal("token-unknown", (await Reply.ReadAsync(await shared.Server.Http.DeleteAsync($"/api/tokens/{Guid.NewGuid()}"))).MustBe(404).Code);
    }

    [Fact]
    public async Task A_token_expires()
    {
        var clock = new FakeTime();
        var services = shared.Server.Services;
        var book = new TokenBook(services.GetRequiredService<Npgsql.NpgsqlDataSource>(), services.GetRequiredService<CaseFlow.Server.Platform.Commands.CommandShell>(), clock);
        var (_, token, _) = await IssueAsync("short-lived", "cn-js", days: 1);
        Assert.NotNull(await book.ReadAsync(token));
        clock.Ahead = TimeSpan.FromDays(1.1);
        Assert.Null(await book.ReadAsync(token));
    }

    [Fact]
    public async Task A_request_costs_no_look_into_the_database_for_its_token()
    {
        var (_, token, _) = await IssueAsync("busy", "cn-js");
        var reads = 0;
        var store = new CountingReads(shared.Server.Services.GetRequiredService<IEventStore>(), () => reads++);
        var book = new TokenBook(shared.Server.Services.GetRequiredService<Npgsql.NpgsqlDataSource>(), new(store), TimeProvider.System);
        var begin = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var request = 0; request < 10_000; request++)
            Assert.NotNull(await book.ReadAsync(token));
        var taken = System.Diagnostics.Stopwatch.GetElapsedTime(begin);
        TestContext.Current.TestOutputHelper?.WriteLine($"10,000 checks in {taken.TotalMilliseconds:0} ms, {reads} reads");
        Assert.True(reads <= 1 + (taken / AccountBook.Freshness), $"{reads} reads in {taken}");
    }

    private async Task<(string Id, string Token, long Position)> IssueAsync(string name, string territory, int days = 30)
    {
        var issued = (await Desk.PostAsync("/api/tokens", Request(name, territory, days))).MustBe(201);
        return (issued.Created, issued.Body.GetProperty("token").GetString()!, issued.Position);
    }

    private static object Request(string name, string territory, int days) => new { name, roles = new[] { "DeskAgent" }, territory, days };

    private sealed class FakeTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UtcNow + Ahead;
    }
}

/// <summary>Counts how often streams are read.</summary>
internal sealed class CountingReads(IEventStore store, Action read) : IEventStore
{
    public Task<AppendResult> AppendAsync(StreamId stream, ExpectedVersion expected, IReadOnlyList<NewEvent> events, CancellationToken cancellation = default) => store.AppendAsync(stream, expected, events, cancellation);

    public Task<IReadOnlyList<AppendResult>> AppendManyAsync(IReadOnlyList<StreamAppend> appends, CancellationToken cancellation = default) => store.AppendManyAsync(appends, cancellation);

    public Task<IReadOnlyList<RecordedEvent>> ReadStreamAsync(Guid stream, long afterVersion = 0, CancellationToken cancellation = default)
    {
        read();
        return store.ReadStreamAsync(stream, afterVersion, cancellation);
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancellation = default) => store.ReadAllAsync(afterPosition, limit, cancellation);

    public Task<long> HeadAsync(CancellationToken cancellation = default) => store.HeadAsync(cancellation);
}
