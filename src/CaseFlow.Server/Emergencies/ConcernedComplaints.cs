using CaseFlow.Complaints;
using CaseFlow.Emergencies;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>Which complaints may be of an emergency, and whose is each? The oldest first, as they are called back.</summary>
public sealed class ConcernedComplaints(ReadModels models)
{
    /// <summary>No query links more at once.</summary>
    public const int Most = 20_000;

    private static readonly ComplaintStatus[] Counting = [.. Enum.GetValues<ComplaintStatus>().Except([ComplaintStatus.Unregistered, ComplaintStatus.Merged, ComplaintStatus.Withdrawn])];

    /// <summary>The complaints about some topics, with all below them, that were received in a window.</summary>
    /// <param name="scope">What whoever asks may see.</param>
    /// <param name="region">The emergency's territory.</param>
    /// <param name="topics">The topics; all when there is none.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="until">The first moment after the last.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public Task<ReadAnswer<IReadOnlyList<LinkedComplaint>>> FindAsync(
        AccessScope scope, Region region, IReadOnlyCollection<string> topics, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellation) =>
        AskAsync(scope, region, where =>
        {
            where.AddAny("status", Counting);
            where.Add($"registered_at >= {where.Value(from.ToUniversalTime())} and registered_at < {where.Value(until.ToUniversalTime())}");
            if (topics.Count == 0) return;
            var any = topics.Select(topic =>
            {
                var one = where.Beside();
                one.AddBelow("topic", topic);
                return $"({one.All})";
            });
            where.Add($"({string.Join(" or ", any)})");
        }, cancellation);

    /// <summary>Those of some complaints that lie in the emergency's territory.</summary>
    public Task<ReadAnswer<IReadOnlyList<LinkedComplaint>>> OfAsync(AccessScope scope, Region region, IReadOnlyCollection<Guid> complaints, CancellationToken cancellation) =>
        AskAsync(scope, region, where => where.Add($"complaint = any({where.Value(complaints.ToArray())})"), cancellation);

    private static string? CityOf(string province, string city) => city.Length == 0 ? null : AccessScope.Code(province, city);

    private async Task<ReadAnswer<IReadOnlyList<LinkedComplaint>>> AskAsync(AccessScope scope, Region region, Action<Conditions> narrow, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return await models.AskAsync<IReadOnlyList<LinkedComplaint>>(scope, WorkList.Projection, async connection =>
        {
            var where = new Conditions();
            scope.Narrow(where, ofCases: true);
            where.Add($"province = {where.Value(AccessScope.ProvinceOf(region))}");
            if (AccessScope.CityOf(region) is { Length: > 0 } city) where.Add($"city = {where.Value(city)}");
            narrow(where);
            var found = new List<LinkedComplaint>();
            await using var command = where.Command(connection, $"select complaint, customer, province, city from {WorkListRow.Table.Name} {where} order by registered_at, complaint limit {where.Value(Most + 1)}");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                found.Add(new(ComplaintId.From(reader.GetGuid(0)), CustomerId.From(reader.GetGuid(1)), CityOf(reader.GetString(2), reader.GetString(3))));
            return found;
        }, cancellation);
    }
}
