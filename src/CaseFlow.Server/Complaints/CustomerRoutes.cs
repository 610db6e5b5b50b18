using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Whom to look for; exactly one is given. In the body, because addresses end up in logs.</summary>
/// <param name="ServiceNumber">The number, in any writing.</param>
/// <param name="Account">The account.</param>
public sealed record FindCustomerRequest(string? ServiceNumber, string? Account);

/// <summary>The routes of a customer's history.</summary>
public static class CustomerRoutes
{
    private const string Tag = "Customers";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<CustomerHistory, CustomerView>(
            "/customers/{id:guid}",
            Permission.ReadCases,
            (Tag, "Who a customer is, with the latest cases and contacts."),
            [CustomerHistory.Projection, WorkList.Projection],
            [],
            query =>
            {
                var id = CustomerId.From(query.PathId("id"));
                return (history, asker, cancellation) => history.AskAsync(asker.Scope, id, asker.Caller, cancellation);
            });
        api.MapQuery<CustomerHistory, WorkListPage>(
            "/customers/{id:guid}/complaints",
            Permission.ReadCases,
            (Tag, "All cases of a customer, merged and withdrawn ones included."),
            [WorkList.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var (id, page) = (CustomerId.From(query.PathId("id")), query.Page());
                return async (history, asker, cancellation) => await history.CasesAsync(asker.Scope, id, page, asker.Caller, cancellation);
            });
        api.MapQuery<CustomerHistory, Page<ContactEntry>>(
            "/customers/{id:guid}/contacts",
            Permission.ReadCases,
            (Tag, "All contacts of a customer, failed ones included."),
            [CustomerHistory.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var (id, page) = (CustomerId.From(query.PathId("id")), query.Page());
                return async (history, asker, cancellation) => await history.ContactsAsync(asker.Scope, id, page, asker.Caller, cancellation);
            });
        api.MapPost("/customers/find", (FindCustomerRequest request, HttpContext http, ReadYourWrites writes, CustomerHistory history, CancellationToken cancellation) =>
            QueryRoutes.AnswerAsync<CustomerHistory, IReadOnlyList<CustomerCard>>(http, writes, history, [CustomerHistory.Projection], [], query => Find(query, request), cancellation))
            .Describe<IReadOnlyList<CustomerCard>>(Permission.ReadCases, (Tag, "Who bears or bore a service number, or has an account."), []);
    }

    private static Question<CustomerHistory, IReadOnlyList<CustomerCard>> Find(QueryReader query, FindCustomerRequest request)
    {
        var account = query.Errors.OptionalText("account", request.Account, FieldErrors.ShortText);
        var given = query.Errors.OptionalText("serviceNumber", request.ServiceNumber, FieldErrors.ShortText);
        var number = given is null ? null : ServiceNumbers.TryNormalise(given);
        if (given is not null && number is null) query.Errors.Add("serviceNumber", FieldCodes.Malformed, "serviceNumber is 3 to 15 digits, with a plus in front when it starts with the country code.");
        if (given is null == account is null) query.Errors.Add("serviceNumber", FieldCodes.Required, "Give a serviceNumber or an account, and not both.");
        return async (history, asker, cancellation) => await history.FindAsync(asker.Scope, number, account, asker.Caller, cancellation);
    }
}
