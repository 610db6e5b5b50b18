using CaseFlow.EventStore.Projections;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>
/// Row-level security: PostgreSQL itself shows a question the rows of its scope alone, so that a forgotten filter leaks nothing.
/// </summary>
/// <remarks>
/// Questions are asked as a role of their own, which owns no table and may read alone; see <see cref="ReadSnapshot"/>. A policy on each
/// table of a read model compares its rows with the settings of the transaction. Without settings no row is there. Who writes read
/// models owns them and is not held by policies. The statements are part of a table's definition, so that the tables of a rebuild and of
/// a replay have them from the first row on, and a table that was made without them is rebuilt.
/// </remarks>
public static class RowSecurity
{
    /// <summary>The role.</summary>
    public const string Reader = "caseflow_reader";

    /// <summary>The setting that stands for every province, city or department.</summary>
    public const string Any = "*";

    private const string Everywhere = "current_setting('caseflow.province', true) = '*' and current_setting('caseflow.city', true) = '*'";

    private const string EveryDepartment = "current_setting('caseflow.department', true) = '*'";

    /// <summary>The statements that create a table, with its policy.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="sql">The statements that create it.</param>
    /// <param name="rows">What its rows are.</param>
    public static string Secured(string table, string sql, RowsOf rows)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var create = sql.TrimEnd();
        return $"""
            {create}{(create.EndsWith(';') ? "" : ";")}
            alter table {table} enable row level security;
            create policy {table}_scope on {table} for select to {Reader} using ({Policy(rows)});
            grant select on {table} to {Reader};
            {UsageSql}
            """;
    }

    /// <summary>A table of a read model with its policy.</summary>
    /// <param name="name">Its name, after which the file is named that creates it.</param>
    /// <param name="rows">What its rows are.</param>
    /// <param name="key">The columns of its key.</param>
    public static ProjectionTable<TRow> Table<TRow>(string name, RowsOf rows, params string[] key)
        where TRow : class => new(name, Secured(name, ServerSchema.Sql($"{name}.sql"), rows), key);

    /// <summary>Opens one case, whose ties to other streams are then there for the rest of the transaction. Whoever does this has seen that the scope covers the case.</summary>
    public static NpgsqlBatchCommand Open(Guid complaint) =>
        new("select set_config('caseflow.case', $1, true)") { Parameters = { new() { Value = complaint.ToString() } } };

    /// <summary>A table of a scratch schema is found only by who may look into the schema.</summary>
    private const string UsageSql = """
        do $$
        begin
            if not has_schema_privilege('caseflow_reader', current_schema(), 'usage') then
                execute format('grant usage on schema %I to caseflow_reader', current_schema());
            end if;
        end
        $$;
        """;

    private static string Policy(RowsOf rows) => rows switch
    {
        RowsOf.Cases => Seen($"{Place} and ({EveryDepartment} or current_setting('caseflow.department', true) in (department, asked_department))"),
        RowsOf.Territory => Seen($"{Place} and {EveryDepartment}"),
        RowsOf.Traces => Seen($"{Place} and ({EveryDepartment} or current_setting('caseflow.department', true) = any(departments))"),
        RowsOf.Shared => Seen(Place),
        RowsOf.Reaching => Seen($"({Place}) or (reaches and province = current_setting('caseflow.province', true))"),
        RowsOf.OneCase => "complaint = nullif(current_setting('caseflow.case', true), '')::uuid",
        RowsOf.Operator => $"{Everywhere} and {EveryDepartment}",
        RowsOf.Definitions => "current_setting('caseflow.province', true) <> ''",
    };

    /// <summary>
    /// The condition so wrapped that the planner takes nearly every row to fulfil it. A question narrows itself by the same territory; were
    /// the policy's part counted too, the planner would expect few rows, and read and sort all of them where an index gives out a page.
    /// </summary>
    private static string Seen(string condition) => $"(case when {condition} then true end) is not null";

    private const string Place =
        "(current_setting('caseflow.province', true) = '*' or province = current_setting('caseflow.province', true))"
        + " and (current_setting('caseflow.city', true) = '*' or city = current_setting('caseflow.city', true))";
}

/// <summary>What the rows of a read model's table are, and so who sees them.</summary>
public enum RowsOf
{
    /// <summary>Cases, with <c>province</c>, <c>city</c>, <c>department</c> and <c>asked_department</c>.</summary>
    Cases,

    /// <summary>Something else of a territory, with <c>province</c> and <c>city</c>; not there for a department.</summary>
    Territory,

    /// <summary>Traces, with <c>province</c>, <c>city</c> and the <c>departments</c> that take part.</summary>
    Traces,
    /// <summary>Something of a territory on which its departments work together, with <c>province</c> and <c>city</c>; there for each of them.</summary>
    Shared,

    /// <summary>The same, but for rows of a whole province that are there for its cities too: those with <c>reaches</c>.</summary>
    Reaching,

    /// <summary>What belongs to the case of the column <c>complaint</c>, and is there for who has opened that case.</summary>
    OneCase,

    /// <summary>What a projection keeps for itself and has no territory; no question asks it, and only who sees the whole operator could.</summary>
    Operator,

    /// <summary>Definitions, which say nothing of any case; there for everybody who asks.</summary>
    Definitions,
}
