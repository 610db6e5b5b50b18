using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary>One thing that was done with a customer's data.</summary>
/// <param name="What">The stored name of the event, such as <c>personal_data_revealed</c>.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="RecordedAt">When that was recorded.</param>
/// <param name="Details">The event's fields: purpose, case, ground, certificate ...</param>
public sealed record Disclosure(string What, string Actor, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt, JsonObject Details);

/// <summary>What was done with a customer's data, the latest first.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Erasure">How the erasure stands.</param>
/// <param name="Held">Whether a legal hold forbids erasing.</param>
/// <param name="Disclosures">Who saw it and why, requests, holds, exports, and the certificate.</param>
public sealed record DisclosureList(Guid Customer, CaseFlow.PersonalData.ErasureStatus Erasure, bool Held, IReadOnlyList<Disclosure> Disclosures);

/// <summary>Who saw this customer's data and why? Read from the customer's own stream.</summary>
public sealed class Disclosures(DataSubjectDesk desk, RevealGrants grants)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapQuery<Disclosures, DisclosureList>(
            "/customers/{id:guid}/disclosures",
            Permission.ReadDisclosures,
            (DataSubjectRoutes.Tag, "Who saw a customer's data and why, and how requests to erase it, holds and exports stand."),
            [CustomerHistory.Projection],
            [],
            query =>
            {
                var id = CustomerId.From(query.PathId("id"));
                return (disclosures, asker, cancellation) => disclosures.AskAsync(asker.Scope, id, asker.Caller, cancellation);
            });

    /// <summary>The list; null when the customer is not known in the territory and nothing was done there with their data.</summary>
    public async Task<ReadAnswer<DisclosureList>?> AskAsync(AccessScope scope, CustomerId customer, Caller caller, CancellationToken cancellation)
    {
        var history = await desk.HistoryAsync(customer, cancellation);
        // Who was listed as affected by an emergency and is known from nothing else is known here from who saw their number.
        if (await desk.History.RegionAsync(scope, customer, cancellation) is null && SubjectHistory.Within(scope, history).Count == 0) return null;
        var subject = Platform.Commands.Streams.DataSubject.Fold(history);
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(customer, caller, cancellation), desk.Vault, [customer], cancellation);
        var last = history.Count == 0 ? null : history[^1];
        return new(
            last?.Position ?? 0,
            last?.RecordedAt ?? DateTimeOffset.UnixEpoch,
            new(customer.Value, subject.Erasure, subject.IsHeld, [.. SubjectHistory.Within(scope, history).Reverse().Select(e => new Disclosure(e.Type, e.Metadata.Actor, e.Metadata.OccurredAt, e.RecordedAt, EventFields.Of(e.Data, customer, view)))]));
    }
}
