using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.PersonalData;

/// <summary>Give out everything that is held about a customer.</summary>
public sealed record ExportSubjectRequest : CommandRequest;

/// <summary>A fact about a customer, in clear.</summary>
/// <param name="Stream">The case, contact, callback, reminder or inspection that it belongs to.</param>
/// <param name="What">The stored name of the event.</param>
/// <param name="OccurredAt">When it happened.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Fields">What was recorded; null when it names something beyond the territory of whoever exports.</param>
public sealed record SubjectFact(Guid Stream, string What, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, JsonObject? Fields);

/// <summary>Everything that is held about a customer in a territory.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Territory">The territory: what lies beyond it is for others to give out, and not told here.</param>
/// <param name="ExportedAt">When it was given out.</param>
/// <param name="Facts">All facts, in the order in which they were recorded.</param>
public sealed record SubjectExport(Guid Customer, string Territory, DateTimeOffset ExportedAt, IReadOnlyList<SubjectFact> Facts);

/// <summary>Subject access: all facts of a customer's cases, contacts, callbacks and reminders, of inspections of the cases, and what was done with the data, as far as the territory reaches.</summary>
public sealed class SubjectAccess(DataSubjectDesk desk, IEventStore store, ReadModels models, NpgsqlDataSource database)
{
    /// <summary>The tables that know a customer's streams, and the column of the stream.</summary>
    private static readonly (string Table, string Stream, bool OfCases)[] Places =
        [("caseflow_customer_contacts", "contact", false), ("caseflow_callback_agenda", "callback", false), ("caseflow_inspection_items", "inspection", false), ("caseflow_reminder_triggers", "trigger", false), ("caseflow_reminders", "reminder", false), ("caseflow_work_list", "complaint", true)];

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/customers/{id:guid}/export", async (Guid id, ExportSubjectRequest request, HttpContext http, SubjectAccess access, CancellationToken cancellation) =>
            {
                SubjectExport? export = null;
                CommandOutcome? outcome = null;
                var answer = await CommandRoutes.CarryOutAsync(http, DataSubjectDesk.StreamOf(CustomerId.From(id)), request, async context =>
                {
                    (outcome, export) = await access.ExportAsync(CustomerId.From(id), context, Caller.Of(http), cancellation);
                    return outcome;
                }, cancellation);
                return outcome is CommandRecorded ? TypedResults.Ok(export) : answer;
            })
            .DescribeCommand(Permission.ExportSubject, DataSubjectRoutes.Tag, "Answers everything that is held about a customer in the caller's territory, in clear, and records that it was given out.")
            .Produces<SubjectExport>();

    /// <summary>Reads everything, records that it is given out, and answers it.</summary>
    public async Task<(CommandOutcome Outcome, SubjectExport Export)> ExportAsync(CustomerId customer, CommandContext context, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(caller);
        var scope = context.Scope;
        var view = await PersonalView.OfAsync(caller with { Revealed = caller.Revealed.SetItem(customer, DateTimeOffset.MaxValue) }, desk.Vault, [customer], cancellation);
        var own = await StreamsAsync(scope, customer, cancellation);
        var beyond = (await StreamsAsync(customer, cancellation)).Except(own).Select(stream => stream.ToString()).ToList();
        var facts = new List<(long Position, SubjectFact Fact)>();
        foreach (var stream in own)
        {
            foreach (var e in await store.ReadStreamAsync(stream, cancellation: cancellation))
                facts.Add((e.Position, Fact(e, customer, view, beyond)));
        }

        foreach (var e in SubjectHistory.Within(scope, await desk.HistoryAsync(customer, cancellation)))
            facts.Add((e.Position, Fact(e, customer, view, beyond)));
        var outcome = await desk.DecideAsync(customer, context, (subject, region) => DataSubjectDecisions.Export(subject, new(customer, region, facts.Count, context.Actor)), cancellation);
        return (outcome, new(customer.Value, scope.Territory, context.OccurredAt, [.. facts.OrderBy(fact => fact.Position).Select(fact => fact.Fact)]));
    }

    private static SubjectFact Fact(RecordedEvent e, CustomerId customer, PersonalView view, List<string> beyond)
    {
        var fields = EventFields.Of(e.Data, customer, view);
        var text = fields.ToJsonString();
        return new(e.Stream.Value, e.Type, e.Metadata.OccurredAt, e.RecordedAt, beyond.Any(stream => text.Contains(stream, StringComparison.Ordinal)) ? null : fields);
    }

    /// <summary>The customer's streams in a territory; row-level security holds behind the filter.</summary>
    private async Task<List<Guid>> StreamsAsync(AccessScope scope, CustomerId customer, CancellationToken cancellation) =>
        (await models.AskAsync(scope, CustomerHistory.Projection, async connection =>
        {
            var streams = new List<Guid>();
            foreach (var (table, stream, ofCases) in Places)
            {
                var where = new Conditions();
                where.AddEqual("customer", (Guid?)customer.Value);
                scope.Narrow(where, ofCases);
                await using var command = where.Command(connection, $"select {stream} from {table} {where}");
                await ReadAsync(command, streams, cancellation);
            }

            return streams;
        }, cancellation)).Data;

    /// <summary>All of them.</summary>
    private async Task<List<Guid>> StreamsAsync(CustomerId customer, CancellationToken cancellation)
    {
        var streams = new List<Guid>();
        await using var command = database.CreateCommand(string.Join(" union ", Places.Select(place => $"select {place.Stream} from {place.Table} where customer = $1")));
        command.Parameters.Add(new() { Value = customer.Value });
        await ReadAsync(command, streams, cancellation);
        return streams;
    }

    private static async Task ReadAsync(NpgsqlCommand command, List<Guid> streams, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            streams.Add(reader.GetGuid(0));
    }
}
