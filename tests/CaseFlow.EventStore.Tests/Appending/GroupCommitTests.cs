using System.Text.Json;
using Npgsql;

namespace CaseFlow.EventStore.Tests.Appending;

/// <summary>Appends that share a transaction answer as if each were alone.</summary>
public sealed class GroupCommitTests(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>Something was measured, as a number of any size.</summary>
    private sealed record ThingMeasured(JsonElement Value);

    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() => database = await postgres.FreshDatabaseAsync();

    public async ValueTask DisposeAsync() => await database.DisposeAsync();

    [Fact]
    public async Task What_comes_while_a_batch_is_under_way_is_the_next_batch()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        Task<AppendResult>[] appends;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            var first = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
            await held.WaitForAsync(1);
            appends = [first, .. Enumerable.Range(0, 20).Select(_ => store.AppendAsync(Sample.Stream(), default, Sample.Counts(2)))];
        }

        var results = await Task.WhenAll(appends);

        Assert.Equal([1, .. Enumerable.Range(1, 20).Select(i => 1 + (2 * i))], results.Select(result => Assert.IsType<Appended>(result).Position));
        Assert.Equal(2, await TransactionsAsync());
    }

    [Fact]
    public async Task Each_append_of_a_batch_has_its_own_checks_and_answer()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        var (old, taken) = (Sample.Stream(), Sample.Counts(2));
        var recorded = (Appended)await store.AppendAsync(old, default, taken);
        var good = Enumerable.Range(0, 4).Select(_ => Sample.Stream()).ToArray();
        Task<AppendResult>[] goods;
        Task<AppendResult> conflicting, repeated, elsewhere, mistaken;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            _ = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
            await held.WaitForAsync(1);
            var another = Sample.Stream();
            goods = [Good(0), Good(1)];
            conflicting = store.AppendAsync(another, ExpectedVersion.Exactly(7), [Sample.Counted()]);
            goods = [.. goods, Good(2)];
            repeated = store.AppendAsync(old, default, taken);
            elsewhere = store.AppendAsync(Sample.Stream(), default, taken);
            mistaken = store.AppendAsync(old with { Type = "person" }, ExpectedVersion.Exactly(2), [Sample.Counted()]);
            goods = [.. goods, Good(3)];
        }

        Assert.All(await Task.WhenAll(goods), result => Assert.Equal(1, Assert.IsType<Appended>(result).Version));
        Assert.Equal(new Conflict(0), await conflicting);
        Assert.Equal(new Repeated(2, recorded.Position), await repeated);
        await Assert.ThrowsAsync<EventIdsTakenException>(() => elsewhere);
        await Assert.ThrowsAsync<ArgumentException>(() => mistaken);
        Assert.Equal(2 + 1 + good.Length, (await store.ReadAllAsync(0, 100)).Count);

        Task<AppendResult> Good(int i) => store.AppendAsync(good[i], default, [Sample.Counted()]);
    }

    [Fact]
    public async Task An_append_that_the_database_refuses_fails_alone()
    {
        // A number that no PostgreSQL holds: nothing but the database notices.
        var types = new EventTypes().Add(typeof(ThingCounted)).Add(typeof(ThingMeasured));
        using var store = new PostgresEventStore(database, types);
        Task<AppendResult>[] good;
        Task<AppendResult> poisoned;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            var first = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
            await held.WaitForAsync(1);
            good = [first, store.AppendAsync(Sample.Stream(), default, [Sample.Counted()])];
            poisoned = store.AppendAsync(Sample.Stream(), default, [Sample.Of(new ThingMeasured(JsonElement.Parse("1e200000")))]);
            good = [.. good, store.AppendAsync(Sample.Stream(), default, [Sample.Counted()])];
        }

        Assert.All(await Task.WhenAll(good), result => Assert.IsType<Appended>(result));
        Assert.Equal(PostgresErrorCodes.NumericValueOutOfRange, (await Assert.ThrowsAsync<PostgresException>(() => poisoned)).SqlState);
        Assert.Equal(3, (await store.ReadAllAsync(0, 100)).Count);
    }

    [Fact]
    public async Task An_append_whose_caller_goes_before_its_batch_never_happens_and_later_is_found_by_its_ids()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        using var leaving = new CancellationTokenSource();
        var (sent, waiting) = (Sample.Counts(2), Sample.Counts(2));
        var (sentTo, waitingFor) = (Sample.Stream(), Sample.Stream());
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            var under = store.AppendAsync(sentTo, default, sent, leaving.Token);
            await held.WaitForAsync(1);
            var queued = store.AppendAsync(waitingFor, default, waiting, leaving.Token);
            await leaving.CancelAsync();

            // Nobody waits for the database to be told so.
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => under);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        }

        Assert.Equal(new Repeated(2, 2), await store.AppendAsync(sentTo, default, sent));
        Assert.Equal(new Appended(2, 4), await store.AppendAsync(waitingFor, default, waiting));
    }

    [Fact]
    public async Task Callers_beyond_the_capacity_wait_for_a_place()
    {
        using var store = new PostgresEventStore(database, Sample.Types, new() { Capacity = 2 });
        Task<AppendResult>[] appends;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            var first = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
            await held.WaitForAsync(1);
            appends = [first, .. Enumerable.Range(0, 3).Select(_ => store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]))];
            using var impatient = new CancellationTokenSource();
            var without = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()], impatient.Token);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => without);
        }

        await Task.WhenAll(appends);

        // The first alone, two that had a place, and the one that got a place when these were sent.
        Assert.Equal(3, await TransactionsAsync());
        Assert.Equal(4, (await store.ReadAllAsync(0, 100)).Count);
    }

    [Fact]
    public async Task One_stream_takes_all_that_expect_nothing_of_it_in_their_order()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        var stream = Sample.Stream();

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => store.AppendAsync(stream, ExpectedVersion.Any, [Sample.Counted()])));

        Assert.Equal(Enumerable.Range(1, 64).Select(i => (long)i), results.Select(result => Assert.IsType<Appended>(result).Version));
    }

    [Fact]
    public async Task A_connection_lost_under_a_batch_loses_no_append_and_records_none_twice()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        Task<AppendResult>[] appends;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            var first = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
            await held.WaitForAsync(1);
            appends = [first, .. Enumerable.Range(0, 10).Select(_ => store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]))];
            await held.TerminateAsync();
        }

        Assert.Equal(11, (await Task.WhenAll(appends)).Select(result => Assert.IsType<Appended>(result).Position).Distinct().Count());
        Assert.Equal(11, (await store.ReadAllAsync(0, 100)).Count);
    }

    [Fact]
    public async Task Readers_behind_imports_and_desks_miss_nothing_and_see_nothing_out_of_order()
    {
        using var store = new PostgresEventStore(database, Sample.Types, new() { MostBulkEvents = 50 });
        using var another = new PostgresEventStore(database, Sample.Types);
        var importing = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => store.AppendManyAsync([.. Enumerable.Range(0, 200).Select(_ => new StreamAppend(Sample.Stream(), default, Sample.Counts(3)))])));
        var desk = Task.WhenAll(Enumerable.Range(0, 300).Select(i => (i % 2 == 0 ? store : another).AppendAsync(Sample.Stream(), default, Sample.Counts(2))));
        var writing = Task.WhenAll(importing, desk);

        var seen = new List<RecordedEvent>();
        for (var isLast = false; !isLast; )
        {
            isLast = writing.IsCompleted;
            seen.AddRange(await store.ReadAllAsync(seen.Count == 0 ? 0 : seen[^1].Position, int.MaxValue));
        }

        await writing;
        Assert.Equal((2 * 200 * 3) + (300 * 2), seen.Count);
        Assert.Equal((await store.ReadAllAsync(0, int.MaxValue)).Select(e => e.Id), seen.Select(e => e.Id));
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.Position < pair.Second.Position && pair.First.RecordedAt <= pair.Second.RecordedAt));
    }

    [Fact]
    public async Task An_append_that_is_recorded_says_so_also_when_one_that_is_judged_afresh_then_fails()
    {
        using var store = new PostgresEventStore(database, Sample.Types);
        var (good, judged) = (Sample.Stream(), Sample.Stream());
        await store.AppendAsync(judged, default, [Sample.Counted()]);
        // Somebody brings the other stream to where it was believed to be, just too late, and then there is no room for it.
        await using (var trigger = database.CreateCommand($$"""
            create function meddle() returns trigger language plpgsql as $$
            begin
                if new.stream_id = '{{judged.Value}}' then raise exception 'no room' using errcode = '53100'; end if;
                if new.stream_id = '{{good.Value}}' then update mt_streams set version = 5 where id = '{{judged.Value}}'; end if;
                return null;
            end $$;
            create trigger meddle after insert on mt_events for each row execute function meddle()
            """))
            await trigger.ExecuteNonQueryAsync();
        Task<AppendResult> recorded, failed;
        await using (var held = await HeldAppends.HoldAsync(database))
        {
            _ = store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
            await held.WaitForAsync(1);
            recorded = store.AppendAsync(good, default, [Sample.Counted()]);
            failed = store.AppendAsync(judged, ExpectedVersion.Exactly(5), [Sample.Counted()]);
        }

        Assert.Equal(PostgresErrorCodes.DiskFull, (await Assert.ThrowsAsync<PostgresException>(() => failed)).SqlState);
        Assert.Equal(1, Assert.IsType<Appended>(await recorded).Version);
        Assert.Single(await store.ReadStreamAsync(good.Value));
    }

    [Fact]
    public async Task A_connection_that_appended_comes_back_as_it_was_also_where_the_pool_resets_none()
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = await DatabaseNameAsync(), NoResetOnClose = true, MaxPoolSize = 2 };
        await using var pool = NpgsqlDataSource.Create(settings);
        var store = new PostgresEventStore(pool, Sample.Types);
        await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
        await store.AppendManyAsync([new(Sample.Stream(), default, [Sample.Counted()])]);
        store.Dispose();

        await using var one = await pool.OpenConnectionAsync();
        await using var other = await pool.OpenConnectionAsync();
        foreach (var connection in (NpgsqlConnection[])[one, other])
        {
            await using var command = new NpgsqlCommand("select concat_ws(' ', current_setting('enable_seqscan'), current_setting('jit'), current_setting('plan_cache_mode'), to_regclass('caseflow_staged_events'))", connection);
            Assert.Equal("on on auto", await command.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task A_store_that_was_given_back_opens_again_for_whoever_comes()
    {
        var store = new PostgresEventStore(database, Sample.Types);
        await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
        store.Dispose();

        Assert.IsType<Appended>(await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]));
        store.Dispose();
    }

    private async Task<string> DatabaseNameAsync()
    {
        await using var command = database.CreateCommand("select current_database()");
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> TransactionsAsync()
    {
        await using var command = database.CreateCommand("select count(distinct xmin::text) from mt_events");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
