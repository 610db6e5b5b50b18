using CaseFlow.Emergencies;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Emergencies;

/// <summary>A call of a declared emergency that is to be made, on the desk's agenda. It is recorded with <c>POST /emergencies/{id}/callbacks</c>.</summary>
public sealed record EmergencyCallEntry
{
    /// <summary>Its own id, which follows from emergency and customer.</summary>
    public required Guid Id { get; init; }
    public required Guid Emergency { get; init; }

    /// <summary>What the emergency is called.</summary>
    public required string Title { get; init; }

    /// <summary>Where the emergency is.</summary>
    public required string Region { get; init; }
    public required Guid Customer { get; init; }

    /// <summary>Known from the linked complaint alone, and masked until they are revealed.</summary>
    public required string? CustomerName { get; init; }
    public required string? ServiceNumber { get; init; }

    /// <summary>Until when the asker sees name and number in clear; null when they are masked.</summary>
    public required DateTimeOffset? RevealedUntil { get; init; }

    /// <summary>Their linked complaint; null for somebody who did not complain.</summary>
    public required Guid? Complaint { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Which call it will be, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Who has taken it and until when; null while nobody has. It is taken with <c>POST /emergencies/{id}/callbacks/take</c>.</summary>
    public required Holder? HeldBy { get; init; }
}

/// <summary>A call that is to be made, and its emergency.</summary>
public sealed record EmergencyCallDue(EmergencyFile Emergency, CallToMake Call);

/// <summary>Whom is the desk to call for the emergencies that are under way?</summary>
/// <remarks>
/// Not a table: the calls are folds of the emergencies' own streams, which stay at hand, so that one who is unlinked, or an emergency that is
/// stood down, is gone from the agenda at once. A question reads the few emergencies that are under way and what came since in each.
/// </remarks>
public sealed class EmergencyAgenda(ReadModels models, EmergencyFiles files, PersonalDataVault vault, RevealGrants grants, TimeProvider clock)
{
    /// <summary>No operator has more major incidents under way at once; of more, the latest count.</summary>
    private const int MostUnderWay = 100;

    /// <summary>All calls of the emergencies under way that a scope may see, each emergency's the earliest due first. A department calls nobody.</summary>
    public async Task<IReadOnlyList<EmergencyCallDue>> AskAsync(AccessScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Department is not null) return [];
        var underWay = await models.AskAsync(
            scope,
            EmergencyBoard.Projection,
            async connection =>
            {
                var where = new Conditions();
                where.Add("status = 'Declared'");
                where.Add("not is_drill");
                Narrow(where, scope);
                var sql = $"select {EmergencyRow.Table.ColumnList} from {EmergencyRow.Table.Name} {where} order by proposed_at desc, emergency desc limit {where.Value(MostUnderWay)}";
                return await EmergencyRow.Table.QueryAsync(connection, sql, where.Values, cancellation);
            },
            cancellation);
        var calls = new List<EmergencyCallDue>();
        foreach (var row in underWay.Data)
        {
            if (await files.FindAsync(scope, EmergencyId.From(row.Emergency), asOf: null, cancellation) is { State.Status: EmergencyStatus.Declared } file) calls.AddRange(file.Reading.ToMake.Select(call => new EmergencyCallDue(file, call)));
        }

        return calls;
    }

    /// <summary>The call to one customer of an emergency as somebody sees it; null when none is to be made.</summary>
    public async Task<EmergencyCallEntry?> FindAsync(AccessScope scope, EmergencyId emergency, CustomerId customer, Caller caller, CancellationToken cancellation) =>
        await files.FindAsync(scope, emergency, asOf: null, cancellation) is { } file && file.Reading.ToMake.FirstOrDefault(call => call.Customer == customer) is { } call
            ? (await ShowAsync(scope, [new(file, call)], caller, cancellation))[0]
            : null;

    /// <summary>Some of them as somebody sees them.</summary>
    public async Task<IReadOnlyList<EmergencyCallEntry>> ShowAsync(AccessScope scope, IReadOnlyList<EmergencyCallDue> calls, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Count == 0) return [];
        var now = clock.GetUtcNow();
        var cases = await CasesAsync(scope, [.. calls.Select(one => one.Call.Complaint?.Value).OfType<Guid>().Distinct()], cancellation);
        var customers = calls.Select(one => one.Call.Customer).Distinct().ToList();
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(customers, caller, cancellation), vault, customers, cancellation);
        return [.. calls.Select(one =>
        {
            var (customer, known) = (one.Call.Customer, one.Call.Complaint is { } complaint ? cases.GetValueOrDefault(complaint.Value) : null);
            return new EmergencyCallEntry
            {
                Id = one.Call.Id,
                Emergency = one.Emergency.Proposed.Emergency.Value,
                Title = one.Emergency.Proposed.Title,
                Region = AccessScope.Code(AccessScope.ProvinceOf(one.Emergency.Proposed.Region), AccessScope.CityOf(one.Emergency.Proposed.Region)),
                Customer = customer.Value,
                CustomerName = view.ShowName(customer, known?.Name),
                ServiceNumber = view.ShowNumber(customer, known?.ServiceNumber ?? one.Emergency.Reading.Numbers.GetValueOrDefault(customer)),
                RevealedUntil = view.RevealedUntil(customer),
                Complaint = one.Call.Complaint?.Value,
                DueAt = one.Call.DueAt,
                Attempt = one.Call.Call.Attempts + 1,
                HeldBy = one.Call.Call.HeldAt(now),
            };
        })];
    }

    /// <summary>Narrows a question of emergencies to a scope: those of its territory, and those of its whole province that reach down to its city.</summary>
    public static void Narrow(Conditions where, AccessScope scope)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(scope);
        if (scope.Province is { } province) where.Add($"province = {where.Value(province)}");
        if (scope.City is { } city) where.Add($"(city = {where.Value(city)} or reaches)");
    }

    private async Task<Dictionary<Guid, WorkListRow>> CasesAsync(AccessScope scope, Guid[] complaints, CancellationToken cancellation)
    {
        if (complaints.Length == 0) return [];
        var answer = await models.AskAsync(
            scope,
            WorkList.Projection,
            async connection =>
            {
                var where = new Conditions();
                where.Add($"complaint = any({where.Value(complaints)})");
                scope.Narrow(where, ofCases: true);
                return await WorkListRow.Table.QueryAsync(connection, $"select {WorkListRow.Table.ColumnList} from {WorkListRow.Table.Name} {where}", where.Values, cancellation);
            },
            cancellation);
        return answer.Data.ToDictionary(row => row.Complaint);
    }
}
