using System.Collections.Concurrent;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.PersonalData;

/// <summary>Somebody read what was said of a customer, because they work on cases.</summary>
public sealed record CustomerLook
{
    /// <summary>Which look; the same for the same person, customer, case and quarter of an hour.</summary>
    public required Guid Look { get; init; }
    public required Guid Customer { get; init; }

    /// <summary>The case that they had open; null for the customer's page.</summary>
    public Guid? Complaint { get; init; }
    public required string Actor { get; init; }
    public string? Via { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required DateTimeOffset LookedAt { get; init; }

    /// <summary>The table. No projection keeps it: looks are no events.</summary>
    public static readonly ProjectionTable<CustomerLook> Table = new("caseflow_looks", "", "look");
}

/// <summary>A look as the answer gives it.</summary>
/// <param name="Actor">Who looked.</param>
/// <param name="Via">The machine that looked for them, when one did.</param>
/// <param name="At">When they looked first within the quarter of an hour.</param>
/// <param name="Complaint">The case that they had open; null for the customer's page.</param>
/// <param name="Region">Where the case belongs.</param>
public sealed record LookEntry(string Actor, string? Via, DateTimeOffset At, Guid? Complaint, string Region);

/// <summary>Who read what was said of a customer in the course of their work, and on which case?</summary>
/// <remarks>A look is on disk before what was looked at is shown. Looks are too many to be events: see ADR 16.</remarks>
public sealed class CustomerLooks(NpgsqlDataSource database, ReadModels models, PersonalDataVault vault, TimeProvider clock)
{
    /// <summary>Within which looking again is the same look.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private const int Remembered = 50_000;

    private const string Insert = """
        insert into caseflow_looks (look, customer, complaint, actor, via, province, city, looked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
        """;

    private static readonly ListOrder<CustomerLook> Latest =
        new(CustomerLook.Table, "looked_at", "look", Ascending: false, row => Iso.Time(row.LookedAt), row => row.Look);

    /// <summary>Looks that this server has recorded: they need not be again.</summary>
    private readonly ConcurrentDictionary<Guid, bool> recorded = [];

    /// <summary>Maps <c>GET /api/customers/{id}/looks</c>.</summary>
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapQuery<CustomerLooks, Page<LookEntry>>(
            "/customers/{id:guid}/looks",
            Permission.ReadDisclosures,
            (DataSubjectRoutes.Tag, "Who read what was said of a customer in the course of their work, when and on which case; the latest first."),
            [CustomerHistory.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var (id, page) = (CustomerId.From(query.PathId("id")), query.Page());
                return async (looks, asker, cancellation) => await looks.AskAsync(asker.Scope, id, page, cancellation);
            });

    /// <summary>Records that somebody who works on cases looks; of others, who see masks, there is nothing to record.</summary>
    public async Task RecordAsync(Caller caller, CustomerId customer, ComplaintId? complaint, string province, string city, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (!caller.May(Permission.ReadCaseTexts) || await vault.IsErasedAsync(customer, cancellation)) return;
        var at = clock.GetUtcNow();
        var look = DeterministicId.From("look", customer.Value, complaint?.Value.ToString() ?? "", caller.Actor, caller.Via ?? "", at.UtcTicks / Lasts.Ticks);
        if (recorded.ContainsKey(look)) return;
        await using var command = database.CreateCommand(Insert);
        command.Parameters.Add(new() { Value = look });
        command.Parameters.Add(new() { Value = customer.Value });
        command.Parameters.Add(new() { Value = complaint is { } of ? of.Value : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = caller.Actor });
        command.Parameters.Add(new() { Value = (object?)caller.Via ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = province });
        command.Parameters.Add(new() { Value = city });
        command.Parameters.Add(new() { Value = at.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(cancellation);
        if (recorded.Count >= Remembered) recorded.Clear();
        recorded[look] = true;
    }

    /// <summary>The looks within a territory, the latest first.</summary>
    public async Task<ReadAnswer<Page<LookEntry>>> AskAsync(AccessScope scope, CustomerId customer, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(
            scope,
            CustomerHistory.Projection,
            async connection =>
            {
                void Lead(Conditions where) => where.AddEqual("customer", (Guid?)customer.Value);
                void Territory(Conditions where) => scope.Narrow(where);
                var total = await Latest.CountAsync(connection, Lead, Territory, cancellation);
                var rows = await Latest.PageAsync(connection, Latest.Along(Lead), Territory, page, Cursor.DigestOf("looks", scope.ToString(), customer), cancellation);
                return new Page<CustomerLook>(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(row => new LookEntry(row.Actor, row.Via, row.LookedAt, row.Complaint, AccessScope.Code(row.Province, row.City))));
    }
}
