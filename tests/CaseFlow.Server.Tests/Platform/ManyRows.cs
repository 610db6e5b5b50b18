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
            case when n % 7 = 0 then 'REF-' || n end, case when n % 5000 = 0 then array['odd'] else array[]::text[] end, null, null, repeat('s', 120)
        from made;
        insert into caseflow_work_list_counts select province, city, status, kind, count(*) from made group by 1, 2, 3, 4;

        insert into caseflow_customers select distinct on (customer, province, city) customer, province, city, 'gold', 'brand', 'Home', null, null, null, null, at from made;
        insert into caseflow_customer_numbers select distinct on (customer, province, city) md5(customer::text), customer, province, city, at, at from made;
        insert into caseflow_customer_contacts
        select pg_temp.id(3, n), customer, province, city, 'phone', 'Inbound', 'Answered', at, 'Second', at, complaint, null, null, null from made;
        insert into caseflow_case_threads select complaint, 'Contact', pg_temp.id(3, n), n from made;

        insert into caseflow_repeat_cases
        select complaint, customer, kind, topic, province, city, 'web', at, n, date_trunc('month', at at time zone 'Asia/Shanghai')::date, array[]::text[], kind = 'Complaint',
            case when kind = 'Complaint' and n % 30 = 0 then pg_temp.id(1, n - 1) end from made;
        insert into caseflow_repeat_counts
        select m::date, case c when 0 then 'cn-zj' else 'cn-js' end, 'city' || c, 'topic' || t || '.sub', 'web', 10, 1
        from generate_series(timestamp '2010-01-01', '2026-07-01', '1 month') m, generate_series(0, 12) c, generate_series(0, 39) t;
        insert into caseflow_contact_counts select month, province, city, topic, cases, cases * 3, 1 from caseflow_repeat_counts;

        insert into caseflow_callback_agenda
        select pg_temp.id(4, n), complaint, customer, province, city, 1, 'Asia/Shanghai', 60, null, null, 2,
            case when n > 99000 then (array['Scheduled','Due','Raised','Taken'])[1 + n % 4] else (array['Completed','Completed','Cancelled'])[1 + n % 3] end,
            1, at, case when n > 99000 then at end, false, case when n > 99000 and n % 4 = 3 then 'agent' || n % 500 end, null, null, null, null, null
        from made;
        insert into caseflow_callback_counts select province, city, status, count(*) from caseflow_callback_agenda group by 1, 2, 3;
        analyze;
        """;
}
