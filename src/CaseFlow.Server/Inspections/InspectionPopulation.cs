using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Inspections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Inspections;

/// <summary>The cases among which a sample is drawn, as they stood at a position.</summary>
/// <param name="Position">Up to which event they are told.</param>
/// <param name="AsOf">When that was recorded.</param>
/// <param name="Cases">The cases; those that the rule does not admit as they stood then, too.</param>
/// <param name="IsWhole">Whether there are no more of them than are looked at.</param>
public sealed record FrozenCases(long Position, DateTimeOffset? AsOf, IReadOnlyCollection<PopulationCase> Cases, bool IsWhole);

/// <summary>Which cases did a rule admit, as they stood at a position? Their streams are folded up to there, so that nothing that happened since makes a difference.</summary>
/// <remarks>Where and when a case happened stands in its first event and never differs; so the work list of now names every case that can have been there then.</remarks>
public sealed class InspectionPopulation(ReadModels models, IEventStore store)
{
    /// <summary>The most cases that a period and a territory may have.</summary>
    public const int Most = 10_000;

    /// <summary>The cases.</summary>
    /// <param name="rule">Where and when.</param>
    /// <param name="position">Up to which event; the last one that the work list knows when null.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<FrozenCases> AsOfAsync(SampleRule rule, long? position, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var scope = AccessScope.TryParse(AccessScope.Code(AccessScope.ProvinceOf(rule.Region), AccessScope.CityOf(rule.Region)))!;
        var answer = await models.AskAsync(
            scope,
            WorkList.Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where);
                where.Add($"registered_at >= {where.Value(rule.From.ToUniversalTime())} and registered_at < {where.Value(rule.Before.ToUniversalTime())}");
                await using var command = where.Command(connection, $"select complaint from {WorkListRow.Table.Name} {where} limit {where.Value(Most + 1)}");
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                var found = new List<Guid>();
                while (await reader.ReadAsync(cancellation))
                    found.Add(reader.GetGuid(0));
                return found;
            },
            cancellation);
        var upTo = position ?? answer.Position;
        if (answer.Data.Count > Most) return new(upTo, answer.AsOf, [], IsWhole: false);
        var cases = new List<PopulationCase>(answer.Data.Count);
        foreach (var complaint in answer.Data)
        {
            if (Of(await store.ReadStreamAsync(complaint, cancellation: cancellation), upTo) is { } one) cases.Add(one);
        }

        return new(upTo, answer.AsOf, cases, IsWhole: true);
    }

    /// <summary>A case as it stood at a position; null before it was there.</summary>
    public static PopulationCase? Of(IReadOnlyList<RecordedEvent> history, long position)
    {
        ArgumentNullException.ThrowIfNull(history);
        List<RecordedEvent> then = [.. history.Where(e => e.Position <= position)];
        return then.Aggregate((WorkListRow?)null, WorkListRow.Fold) is not { } row ? null : new()
        {
            Complaint = ComplaintId.From(row.Complaint),
            Customer = CustomerId.From(row.Customer),
            Region = new(row.Province, row.City.Length == 0 ? null : row.City),
            OccurredAt = row.RegisteredAt,
            Kind = row.Kind,
            Status = row.Status,
            Channel = row.Channel,
            Topic = row.Topic,
            Handler = row.Handler,
            DealtWith = DealtWith(then),
        };
    }

    /// <summary>Everybody who did something to a case, or in whose hands it was.</summary>
    public static IReadOnlyCollection<string> DealtWith(IEnumerable<RecordedEvent> history) =>
        history.SelectMany(e => e.Data is ComplaintAssigned assigned ? (IEnumerable<string>)[e.Metadata.Actor, assigned.Handler] : [e.Metadata.Actor]).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
