using Npgsql;

namespace CaseFlow.EventStore.Tests;

public sealed class SchemaTests(PostgresFixture postgres)
{
    private static async Task<string> LinesAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    [Fact]
    public async Task Columns_are_martens()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        var columns = await LinesAsync(database, """
            select concat_ws(' ', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod),
                case when a.attnotnull then 'not null' end, 'default ' || pg_get_expr(d.adbin, d.adrelid))
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.relkind = 'r' and c.relname like 'mt\_%' order by c.relname, a.attnum
            """);
        Assert.Equal(
            """
            mt_event_progression.name character varying not null
            mt_event_progression.last_seq_id bigint
            mt_event_progression.last_updated timestamp with time zone default transaction_timestamp()
            mt_events.seq_id bigint not null
            mt_events.id uuid not null
            mt_events.stream_id uuid
            mt_events.version bigint not null
            mt_events.data jsonb not null
            mt_events.bdata bytea
            mt_events.type character varying(500) not null
            mt_events.timestamp timestamp with time zone not null default now()
            mt_events.tenant_id character varying default '*DEFAULT*'::character varying
            mt_events.mt_dotnet_type character varying
            mt_events.correlation_id character varying
            mt_events.causation_id character varying
            mt_events.headers jsonb
            mt_events.user_name character varying
            mt_events.is_archived boolean default false
            mt_streams.id uuid not null
            mt_streams.type character varying
            mt_streams.version bigint
            mt_streams.timestamp timestamp with time zone not null default now()
            mt_streams.created timestamp with time zone not null default now()
            mt_streams.tenant_id character varying default '*DEFAULT*'::character varying
            mt_streams.is_archived boolean default false
            """,
            columns);
    }

    [Fact]
    public async Task Keys_indexes_and_the_sequence_are_martens()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        Assert.Equal(
            """
            fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES mt_streams(id) ON DELETE CASCADE
            pk_mt_event_progression PRIMARY KEY (name)
            pkey_mt_events_seq_id PRIMARY KEY (seq_id)
            pkey_mt_streams_id PRIMARY KEY (id)
            """,
            await LinesAsync(database, "select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where conrelid::regclass::text like 'mt\\_%' order by conname"));
        Assert.Equal(
            """
            CREATE UNIQUE INDEX idx_mt_events_event_id ON public.mt_events USING btree (id)
            CREATE UNIQUE INDEX pk_mt_event_progression ON public.mt_event_progression USING btree (name)
            CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON public.mt_events USING btree (stream_id, version)
            CREATE UNIQUE INDEX pkey_mt_events_seq_id ON public.mt_events USING btree (seq_id)
            CREATE UNIQUE INDEX pkey_mt_streams_id ON public.mt_streams USING btree (id)
            """,
            await LinesAsync(database, "select indexdef from pg_indexes where tablename like 'mt\\_%' order by indexname"));
        Assert.Equal("mt_events_sequence", await LinesAsync(database, "select pg_get_serial_sequence('mt_events', 'seq_id')::regclass::text"));
    }

    [Fact]
    public async Task What_is_ours_bears_our_name()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        Assert.Equal("", await LinesAsync(database, """
            select name from (
                select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'S', 'v')
                union select proname from pg_proc where pronamespace = 'public'::regnamespace
                union select tgname from pg_trigger where not tgisinternal) as objects
            where name not like 'caseflow\_%' and name not in ('mt_streams', 'mt_events', 'mt_events_sequence', 'mt_event_progression')
            """));
    }

    [Fact]
    public async Task Several_nodes_may_start_at_once_on_an_empty_database()
    {
        await using var database = await postgres.EmptyDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => EventStoreSchema.MigrateAsync(database))));

        var store = new PostgresEventStore(database, Sample.Types);
        Assert.Equal(new Appended(1, 1), await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]));
    }

    [Fact]
    public async Task An_older_schema_is_brought_up_to_date_and_keeps_its_events()
    {
        await using var database = await postgres.FreshDatabaseAsync();
        var store = new PostgresEventStore(database, Sample.Types);
        await store.AppendAsync(Sample.Stream(), default, [Sample.Counted()]);
        await using (var older = database.CreateCommand("drop table caseflow_parked; drop trigger caseflow_permanent_events on mt_events; update caseflow_schema set digest = 'older'"))
            await older.ExecuteNonQueryAsync();

        await EventStoreSchema.MigrateAsync(database);

        Assert.Equal("1 1", await LinesAsync(database, "select (select count(*) from mt_events) || ' ' || count(*) from caseflow_schema"));
        Assert.Equal("caseflow_parked", await LinesAsync(database, "select to_regclass('caseflow_parked')::text"));
        Assert.Equal("caseflow_permanent_events", await LinesAsync(database, "select tgname::text from pg_trigger where not tgisinternal and tgrelid = 'mt_events'::regclass"));
    }
}
