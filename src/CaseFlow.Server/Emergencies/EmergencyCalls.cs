using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Emergencies;

/// <summary>A customer who is to be called. The number of somebody who is not known from a case is masked until they are revealed.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Complaint">Their linked complaint; null for somebody who did not complain.</param>
/// <param name="ServiceNumber">The number that came with the list of affected customers.</param>
/// <param name="RevealedUntil">Until when the asker sees it in clear; null while they see a mask.</param>
/// <param name="DueAt">When the call is to be made; null while none is planned.</param>
/// <param name="Attempts">How many calls reached nobody.</param>
/// <param name="Outcome">How the callback ended; null while it has not.</param>
/// <param name="ClosedAt">When it ended.</param>
/// <param name="HeldBy">Who has taken the call and until when; null while nobody has.</param>
public sealed record EmergencyCallView(
    Guid Customer, Guid? Complaint, string? ServiceNumber, DateTimeOffset? RevealedUntil, DateTimeOffset? DueAt, int Attempts, EmergencyCallbackOutcome? Outcome, DateTimeOffset? ClosedAt, Holder? HeldBy);

/// <summary>Which of them are listed.</summary>
/// <param name="Closed">Those who were called to the end, or those who were not; both when null.</param>
/// <param name="Customer">One customer alone.</param>
public sealed record EmergencyCallFilter(bool? Closed = null, CustomerId? Customer = null);

/// <summary>A part of those who are to be called.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record EmergencyCallPage(IReadOnlyList<EmergencyCallView> Items, int Total);

/// <summary>A customer who was told a wording.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Complaint">In which complaint.</param>
/// <param name="At">When it was recorded to have happened.</param>
/// <param name="Latest">The latest version that they were told.</param>
public sealed record ToldView(Guid Customer, Guid? Complaint, DateTimeOffset At, int Latest);

/// <summary>Who is to be called in an emergency, and who was told what?</summary>
public sealed class EmergencyCalls(EmergencyFiles files, PersonalDataVault vault, RevealGrants grants)
{
    private static readonly QueryParameter[] Parameters =
    [
        new("closed", "true: only those who were called to the end; false: only those who were not."),
        new("customer", "The call to one customer alone."),
        new("asOf", "As it was known at this moment; now when left out."),
        new("skip", "How many to pass over; none when left out."),
        new("limit", $"How many items at most, 1 to {PageRequest.Largest}; {PageRequest.Usual} when left out."),
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<EmergencyCalls, EmergencyCallPage>(
            "/emergencies/{id:guid}/callbacks",
            Permission.ReadEmergencies,
            (EmergencyRoutes.Tag, "Those who are to be called, the earliest due first."),
            [],
            Parameters,
            query =>
            {
                var (id, closed, customer, asOf) = (query.PathId("id"), query.Flag("closed"), query.Id("customer"), query.Time("asOf"));
                var (skip, limit) = ((int)(query.Number("skip", 0, int.MaxValue) ?? 0), (int)(query.Number("limit", 1, PageRequest.Largest) ?? PageRequest.Usual));
                return (calls, asker, cancellation) => calls.AskAsync(asker.Scope, EmergencyId.From(id), new(closed, customer is { } one ? CustomerId.From(one) : null), asOf, (skip, limit), asker.Caller, cancellation);
            });
        api.MapQuery<EmergencyCalls, IReadOnlyList<ToldView>>(
            "/emergencies/{id:guid}/reply-lines/{version}/told",
            Permission.ReadEmergencies,
            (EmergencyRoutes.Tag, "The customers who were told a wording, and the latest that each was told."),
            [],
            [],
            query =>
            {
                var id = query.PathId("id");
                // What is no number is no version that was published.
                var version = int.TryParse(query.PathText("version"), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
                return (calls, asker, cancellation) => calls.ToldAsync(asker.Scope, EmergencyId.From(id), version, cancellation);
            });
    }

    /// <summary>A part of those who are to be called; null when there is no such emergency in the territory.</summary>
    public async Task<ReadAnswer<EmergencyCallPage>?> AskAsync(
        AccessScope scope, EmergencyId emergency, EmergencyCallFilter filter, DateTimeOffset? asOf, (int Skip, int Limit) part, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        if (await files.FindAsync(scope, emergency, asOf, cancellation) is not { } file) return null;
        var ends = file.Events.Where(e => e.Data is EmergencyCallbackClosed).ToDictionary(e => ((EmergencyCallbackClosed)e.Data).Customer, e => (((EmergencyCallbackClosed)e.Data).Outcome, e.Metadata.OccurredAt));
        var all = file.State.Owed.Select(one => (one.Customer, one.Complaint, Call: file.State.Calls.GetValueOrDefault(one.Customer))).Where(one => (filter.Closed is null || filter.Closed == one.Call is { Closed: true }) && (filter.Customer is null || filter.Customer == one.Customer))
            .OrderBy(one => one.Call?.DueAt ?? DateTimeOffset.MaxValue).ToList();
        var items = all.Skip(part.Skip).Take(part.Limit).ToList();
        var shown = items.Select(one => one.Customer).ToList();
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(shown, caller, cancellation), vault, shown, cancellation);
        return new(file.Last.Position, file.Last.RecordedAt, new(
            [.. items.Select(one => new EmergencyCallView(
                one.Customer.Value, one.Complaint?.Value, view.ShowNumber(one.Customer, file.Reading.Numbers.GetValueOrDefault(one.Customer)), view.RevealedUntil(one.Customer), one.Call?.DueAt, one.Call?.Attempts ?? 0,
                ends.TryGetValue(one.Customer, out var end) ? end.Outcome : null, ends.TryGetValue(one.Customer, out end) ? end.OccurredAt : null, one.Call?.HeldAt(file.AsOf ?? file.Now)))],
            all.Count));
    }

    /// <summary>Who was told a wording; null when there is no such wording in the territory.</summary>
    public async Task<ReadAnswer<IReadOnlyList<ToldView>>?> ToldAsync(AccessScope scope, EmergencyId emergency, int version, CancellationToken cancellation)
    {
        if (await files.FindAsync(scope, emergency, asOf: null, cancellation) is not { } file || version < 1 || version > file.State.ReplyLines) return null;
        var given = file.Events.Where(e => e.Data is ReplyLineGiven).SelectMany(e => ((ReplyLineGiven)e.Data).Told.Select(told => (((ReplyLineGiven)e.Data).Version, Told: told, At: e.Metadata.OccurredAt))).ToList();
        var latest = given.GroupBy(one => one.Told.Customer).ToDictionary(group => group.Key, group => group.Max(one => one.Version));
        return new(file.Last.Position, file.Last.RecordedAt,
            [.. given.Where(one => one.Version == version).Select(one => new ToldView(one.Told.Customer.Value, one.Told.Complaint?.Value, one.At, latest[one.Told.Customer]))]);
    }
}
