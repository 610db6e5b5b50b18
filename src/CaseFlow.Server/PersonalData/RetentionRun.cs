using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.PersonalData;

/// <summary>A customer whose data has been kept long enough.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Name">What they are called, masked.</param>
/// <param name="Region">Where they were last seen in the asker's territory.</param>
/// <param name="Grounds">What is held of them, and the rules under which it was kept.</param>
public sealed record DueCustomer(Guid Customer, string? Name, string Region, IReadOnlyList<RetentionGround> Grounds);

/// <summary>A stretch of a dry run: what the schedule says of some customers. Nothing is changed by it.</summary>
/// <param name="Schedule">The version of the schedule; null while there is none, and then nothing is due.</param>
/// <param name="Looked">How many customers were looked at.</param>
/// <param name="Verdicts">How many of them each verdict has.</param>
/// <param name="Due">Those whose erasure may be asked for.</param>
/// <param name="Next">Where the run goes on; null at its end.</param>
public sealed record RetentionStretch(int? Schedule, int Looked, IReadOnlyDictionary<RetentionVerdict, long> Verdicts, IReadOnlyList<DueCustomer> Due, string? Next);

/// <summary>Whose data has been kept long enough, under the schedule in force?</summary>
/// <remarks>
/// Customers are looked at in the order of their ids, so many for each answer. Whom a territory is told of it knows; what is held of them
/// counts wherever it is, because an erasure reaches all of it.
/// </remarks>
public sealed class RetentionRun(ReadModels models, DefinitionBook definitions, PersonalDataVault vault, NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>How many customers one answer looks at.</summary>
    public const int Stretch = 1_000;

    private const string Held = """
        select customer, kind, count(*), count(*) filter (where status <> all($2)), max(last_activity_at) from caseflow_work_list where customer = any($1) group by customer, kind
        union all
        select customer, null, count(*), 0, max(occurred_at) from caseflow_customer_contacts where customer = any($1) and complaint is null group by customer
        """;

    private const string Stand = """
        select c.customer, exists (select from caseflow_legal_holds h where h.customer = c.customer and h.stands), coalesce(e.status, 'None')
        from unnest($1) as c (customer) left join caseflow_erasure_requests e on e.customer = c.customer
        """;

    private static readonly string[] Ended = [nameof(ComplaintStatus.Closed), nameof(ComplaintStatus.Withdrawn), nameof(ComplaintStatus.Merged)];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapQuery<RetentionRun, RetentionStretch>(
            "/personal-data/retention/due",
            Permission.ManageRetention,
            (DataSubjectRoutes.Tag, "A dry run of the retention schedule: the customers whose data has been kept long enough, and why; a thousand customers are looked at for each answer."),
            [CustomerHistory.Projection, WorkList.Projection, LegalHolds.Projection, ErasureRequests.Projection],
            [new("cursor", "The next of the answer before.")],
            query =>
            {
                var cursor = query.Text("cursor");
                return async (run, asker, cancellation) => await run.AskAsync(asker.Scope, cursor, asker.Caller, cancellation);
            });

    /// <summary>The next stretch.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another run.</exception>
    public async Task<ReadAnswer<RetentionStretch>> AskAsync(AccessScope scope, string? cursor, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var digest = Cursor.DigestOf("retention", scope.ToString());
        var behind = Cursor.Read(cursor, digest, parts: 1) is [var text] ? Guid.TryParse(text, out var id) ? id : throw UnfitCursorException.Malformed : (Guid?)null;
        var answer = await models.AskAsync(scope, CustomerHistory.Projection, connection => CustomersAsync(connection, scope, behind, cancellation), cancellation);
        var schedule = (await definitions.PoliciesAsync(cancellation)).Retention;
        var next = answer.Data.Count < Stretch ? null : Cursor.Behind(digest, answer.Data[^1].Customer.ToString());
        var verdicts = new SortedDictionary<RetentionVerdict, long>();
        var due = new List<DueCustomer>();
        if (schedule is not null)
        {
            var held = await HeldAsync([.. answer.Data.Select(row => row.Customer)], cancellation);
            var view = await PersonalView.OfAsync(caller, vault, answer.Data.Select(row => CustomerId.From(row.Customer)), cancellation);
            foreach (var row in answer.Data)
            {
                var (verdict, grounds) = Retention.Judge(schedule, held[row.Customer], clock.GetUtcNow());
                verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
                if (verdict == RetentionVerdict.Due) due.Add(new(row.Customer, view.ShowName(CustomerId.From(row.Customer), row.Name), AccessScope.Code(row.Province, row.City), grounds));
            }
        }

        return new(answer.Position, answer.AsOf, new(schedule?.Version, answer.Data.Count, verdicts, due, next));
    }

    /// <summary>What is held of customers, wherever it is.</summary>
    public async Task<IReadOnlyDictionary<Guid, Holdings>> HeldAsync(Guid[] customers, CancellationToken cancellation)
    {
        var classes = new List<(Guid Customer, HeldClass Class)>();
        await using (var command = database.CreateCommand(Held))
        {
            command.Parameters.Add(new() { Value = customers });
            command.Parameters.Add(new() { Value = Ended });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                var kind = reader.IsDBNull(1) ? (ComplaintKind?)null : Enum.Parse<ComplaintKind>(reader.GetString(1));
                classes.Add((reader.GetGuid(0), new(kind, reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<DateTimeOffset>(4))));
            }
        }

        var byCustomer = classes.ToLookup(one => one.Customer, one => one.Class);
        var held = new Dictionary<Guid, Holdings>();
        await using var stand = database.CreateCommand(Stand);
        stand.Parameters.Add(new() { Value = customers });
        await using var stands = await stand.ExecuteReaderAsync(cancellation);
        while (await stands.ReadAsync(cancellation))
            held[stands.GetGuid(0)] = new([.. byCustomer[stands.GetGuid(0)]], stands.GetBoolean(1), Enum.Parse<ErasureStatus>(stands.GetString(2)));
        return held;
    }

    private static Task<IReadOnlyList<CustomerRow>> CustomersAsync(NpgsqlConnection connection, AccessScope scope, Guid? behind, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        if (behind is { } id) where.Add($"customer > {where.Value(id)}");
        var sql = $"select distinct on (customer) {CustomerRow.Table.ColumnList} from {CustomerRow.Table.Name} {where} order by customer, seen_at desc limit {where.Value(Stretch)}";
        return CustomerRow.Table.QueryAsync(connection, sql, where.Values, cancellation);
    }
}
