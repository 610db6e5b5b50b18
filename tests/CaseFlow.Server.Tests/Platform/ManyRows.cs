namespace CaseFlow.Testing;

/// <summary>
/// Read models of two provinces, as a long time leaves them: most cases are closed, few wait, topics and handlers are unequal. Written
/// past the projections, which would take minutes for what only has to be many.
/// </summary>
internal static class ManyRows
{
    /// <summary>Rows of each large table.</summary>
    public const int Count = 100_000;

    /// <summary>A handler with more cases than are looked at for one status.</summary>
    public const string BusyHandler = "agent0";

    /// <summary>A handler with a few.</summary>
    public const string Handler = "agent7";

    /// <summary>A customer with more cases and contacts than are looked at.</summary>
    public static readonly Guid BusyCustomer = Id(2, 0);

    /// <summary>A customer with a few.</summary>
    public static readonly Guid Customer = Id(2, 77);

    /// <summary>A case with threads.</summary>
    public static readonly Guid Case = Id(1, 5);

    /// <summary>A sample of a city, with 500 cases.</summary>
    public static readonly Guid Sample = Id(7, 6);

    /// <summary>A case of it.</summary>
    public static readonly Guid SampledCase = Id(1, 5 + Samples);

    /// <summary>A reply wording that was told in half of the cases, and a handling model that was applied to the other half.</summary>
    public const string Definition = "usual";

    private const int Samples = 200;
    private const string InspectionRule = """{"region":{"province":"cn-js"},"from":"2026-01-01T00:00:00Z","before":"2026-02-01T00:00:00Z","kinds":[],"by":"Topic","perStratum":500}""";
    private const string InspectionScore = """{"percent":90,"failed":[],"passed":true}""";

    private static Guid Id(int kind, int n) => Guid.Parse(FormattableString.Invariant($"00000000-0000-0000-000{kind}-{n:000000000000}"));

    public static string Sql => $"""
        create function pg_temp.id(kind integer, n integer) returns uuid language sql immutable as $$ select ('00000000-0000-0000-000' || kind || '-' || lpad(n::text, 12, '0'))::uuid $$;
        create temporary table made as
        select n, pg_temp.id(1, n) as complaint,
            pg_temp.id(2, case when n % 20 = 0 then 0 else n % 20000 end) as customer,
            case when n % 30 = 0 then 'cn-zj' else 'cn-js' end as province,
            'city' || (n * 7 % 13) as city,
            case when n > 95000 then (array['Received','Acknowledged','Handling','Resolved'])[1 + n % 4]
                when n % 50 = 1 then 'Withdrawn' when n % 50 = 2 then 'Merged' when n % 200 = 3 then 'Handling' else 'Closed' end as status,
            case when n % 1000 = 9 then 'network.rare' else 'topic' || (n * 11 % 40) || '.sub' end as topic,
            (array['Complaint','Complaint','Complaint','Consultation'])[1 + n / 7 % 4] as kind,
            case when n % 100 = 11 then 'Province' else 'FrontLine' end as level,
            case when n % 9 = 0 then null when n % 10 = 1 then '{BusyHandler}' else 'agent' || n % 500 end as handler,
            timestamptz '2026-01-01' + n * interval '150 seconds' as at
        from generate_series(1, {Count}) as n;

        insert into caseflow_work_list
        select complaint, 3, customer, kind, status, status, null, topic, 'phone', case when n % 3 = 0 then 'web' else 'hotline' end, province, city, 'gold', 'brand', 'Home',
            level, case level when 'FrontLine' then 0 else 2 end, handler, null, case when n % 30 = 0 then 'network' end, null,
            at, 'Second', at, case kind when 'Complaint' then at + interval '15 days' end, at + interval '1 day', 1, 0, n % 3, case when n % 25 = 0 then 1 else 0 end,
            case when n % 7 = 0 then 'REF-' || n end, case when n % 5000 = 0 then array['odd'] else array[]::text[] end, null, null, repeat('s', 120),
            array[]::text[], case when n > 500 then 1 end, case when n > 500 then n % 60 end, case when n > 500 then 'P' || 1 + graded end,
            (case when n > 500 then graded else 4 end) * 1000000000000 + case kind when 'Complaint' then extract(epoch from at + interval '15 days')::bigint else 999999999999 end
        from (select *, case when n % 500 = 7 then 0 when n % 10 = 1 then 1 when n % 3 = 0 then 3 else 2 end as graded from made) as made;
        insert into caseflow_work_list_counts select province, city, status, kind, count(*) from made group by 1, 2, 3, 4;
        insert into caseflow_work_list_handlers select handler, province, city, status, kind, count(*) from made where handler is not null group by 1, 2, 3, 4, 5;

        insert into caseflow_customers select distinct on (customer, province, city) customer, province, city, 'gold', 'brand', 'Home', null, null, null, null, at from made;
        insert into caseflow_customer_numbers select distinct on (customer, province, city) md5(customer::text), customer, province, city, at, at from made;
        insert into caseflow_customer_contacts
        select pg_temp.id(3, n), customer, province, city, 'phone', 'Inbound', 'Answered', at, 'Second', at, complaint, null, null, null from made;
        insert into caseflow_case_threads select complaint, 'Contact', pg_temp.id(3, n), n from made;

        insert into caseflow_repeat_cases
        select complaint, customer, kind, topic, province, city, 'web', at, n, date_trunc('month', at at time zone 'Asia/Shanghai')::date, array[]::text[], kind = 'Complaint',
            case when kind = 'Complaint' and n % 30 = 0 then pg_temp.id(1, n - 1) end, case when kind = 'Complaint' and n % 15 = 0 then pg_temp.id(1, n - 1) end from made;
        insert into caseflow_repeat_counts
        select m::date, case c when 0 then 'cn-zj' else 'cn-js' end, 'city' || c, 'topic' || t || '.sub', 'web', 10, 1, 1
        from generate_series(timestamp '2010-01-01', '2026-07-01', '1 month') m, generate_series(0, 12) c, generate_series(0, 39) t;
        insert into caseflow_case_milestones
        select complaint, kind, date_trunc('month', at at time zone 'Asia/Shanghai')::date, province, city, topic, 'web', at, null, case when status = 'Closed' then at + interval '1 day' end, null,
            level = 'Province', n % 40 = 0, n % 50 = 0, n % 60 = 0, n % 3, n % 7 % 2, 0, 0, 0, '', '', '', '' from made;
        insert into caseflow_contact_counts select month, province, city, topic, cases, cases * 3, 1 from caseflow_repeat_counts;

        insert into caseflow_callback_agenda
        select pg_temp.id(4, n), complaint, customer, province, city, 1, 'Asia/Shanghai', 60, null, null, 2,
            case when n > 99000 then (array['Scheduled','Due','Raised','Taken'])[1 + n % 4] else (array['Completed','Completed','Cancelled'])[1 + n % 3] end,
            1, at, case when n > 99000 then at end, false, case when n > 99000 and n % 4 = 3 then 'agent' || n % 500 end, null, null, null, null, null
        from made;
        insert into caseflow_callback_counts select province, city, status, count(*) from caseflow_callback_agenda group by 1, 2, 3;

        insert into caseflow_clock_cases
        select complaint, province, city, case when n % 30 = 0 then 'network' end, null, handler, customer, '[]', at, at, array[]::text[], array[]::text[], case when n > 99000 then at end from made;
        insert into caseflow_running_clocks
        select pg_temp.id(7, n), complaint, customer, province, city, case when n % 30 = 0 then 'network' end, null, handler, kind, topic, level,
            (array['Acknowledge','FirstReply','Resolve','RegulatoryReply'])[1 + n % 4], 1, 1, null, (array['Overdue','DueSoon','Running','Paused'])[1 + n / 10 % 4], null,
            at, at + interval '5 days', 2250, 'resolve', 1, 'desk', 1 from made;
        insert into caseflow_running_clock_counts select province, city, status, obligation, count(*) from caseflow_running_clocks group by 1, 2, 3, 4;
        insert into caseflow_clock_compliance select month, province, city, topic, 'web', 'Resolve', 10, 9 from caseflow_repeat_counts;

        insert into caseflow_event_ledger
        select n, pg_temp.id(5, n), case when n % 4 = 0 then pg_temp.id(3, n) else complaint end, case when n % 4 = 0 then 'contact' else 'complaint' end, n % 3 + 1,
            case when n % 1000 = 9 then 'complaint_merged' else 'complaint_' || (array['registered','acknowledged','assigned','resolved'])[1 + n % 4] end,
            at - n % 17 * interval '1 hour', at, case when n % 10 = 1 then '{BusyHandler}' else 'agent' || n % 500 end, n % 6 = 0, 'click ' || n / 3,
            case when n % 6 = 0 then pg_temp.id(5, n - 1)::text end, pg_temp.id(6, n), province, city, complaint, customer,
            case when n % 50 = 0 then 'repeat-rule' when n % 50 = 1 then 'callback' end, case when n % 50 in (0, 1) then 1 + n / 50000 end
        from made;

        insert into caseflow_used_definitions
        select complaint, case when n / 2 % 2 = 0 then 'ReplyWording' else 'HandlingModel' end, '{Definition}', 1 + n / 7 % 9, customer, province, city, topic, at from made;
        insert into caseflow_measured_series
        select pg_temp.id(4, n), province, city, 'series-' || n, 'x', 'x', 'HotlineCalls', 'Month', 'x', '[]', at, 1 from made;
        insert into caseflow_warning_buckets
        select 'Complaints', extract(epoch from at)::bigint / 3600, province, city, topic, '', count(*) from made group by 2, 3, 4, 5;

        insert into caseflow_reminder_triggers
        select pg_temp.id(9, n), customer, province, city, 'low-balance', 1, at, null, array[]::text[], array[]::text[] from made;
        insert into caseflow_reminders
        select pg_temp.id(9, n), pg_temp.id(9, n), customer, province, city, 'low-balance', 1, 'low', 1 + n % 3, 'Arrears', case when n % 1000 = 9 then 'service-change' else 'low-balance' end,
            case when n > 99000 then 'Planned' when n % 10 = 1 then 'Undelivered' else 'Delivered' end, at, 1, at, at, 'AtOnce', true, at, at, at, null, null,
            case when n % 2000 = 7 then array[complaint::text] else array[]::text[] end, n % 2000 = 7, 3 from made;
        insert into caseflow_reminder_counts
        select m::date, 'cn-js', 'city' || c, 'low-balance', 'low-balance/low', v, 10, 9, 1, 8, 1, 0, 1 from generate_series(timestamp '2010-01-01', '2026-07-01', '1 month') m, generate_series(0, 12) c, generate_series(1, 20) v;
        insert into caseflow_reminder_delays
        select m::date, 'cn-js', 'city' || c, 'low-balance', t, 10 from generate_series(timestamp '2010-01-01', '2026-07-01', '1 month') m, generate_series(0, 12) c, generate_series(1, 40) t;

        insert into caseflow_warnings
        select pg_temp.id(1, n), case when n % 1000 = 9 then 'rare' else 'rule' || n % 8 end, 1, (array['Volume','Cluster','Source'])[1 + n % 3], (array['Blue','Yellow','Orange','Red'])[1 + n % 4], province, city, topic, '',
            case when n < 200 then 'Raised' when n % 3 = 0 then 'Promoted' else 'Dismissed' end, n >= 40, at - interval '1 hour', at, 12, null, 10, 12, null, null, at, null, 3 from made;
        insert into caseflow_support_requests
        select pg_temp.id(2, n), province, city, 'A wording', null, null, case when n > 99800 then (array['Requested','TakenUp','Answered','Returned'])[1 + n % 4] when n % 9 = 0 then 'Withdrawn' else 'Closed' end,
            1, null, at, at, at, at, null, null, null, 3 from made;
        insert into caseflow_emergencies
        select pg_temp.id(3, n), province, case when n % 4 = 0 then '' else city end, 'Roaming fails', array[topic],
            case when n < 60 then (array['Proposed','Declared'])[1 + n % 2] when n % 5 = 0 then 'Dismissed' else 'Reviewed' end, n % 10 = 7, at, at, at, null, n % 4 = 0 and n % 5 > 0, 9 from made;

        insert into caseflow_inspection_samples
        select pg_temp.id(7, n), case when n % 30 = 0 then 'cn-zj' else 'cn-js' end, 'city' || (n * 7 % 13), 'cn-js', n, timestamptz '2026-01-01', 'auditor', '{InspectionRule}', '[]',
            n, false, n, 'complaint-handling', 1, array['auditor'], 0, 500, 500, 500, 0 from generate_series(1, {Count / 5}) as n;
        insert into caseflow_inspection_items
        select pg_temp.id(7, 1 + n % {Samples}), complaint, pg_temp.id(8, n), 1, province, city, customer, 1 + n / {Samples}, '', handler, array['auditor'], array['auditor'], 0 from made;
        insert into caseflow_inspection_findings
        select pg_temp.id(7, 1 + n % {Samples}), complaint, 'auditor', province, city, customer, at, 'Submitted', '[]', '{InspectionScore}', null, null, null, null, null, null, null, null, null from made;
        analyze;
        """;
}
