using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Access;

/// <summary>What became of a new password.</summary>
/// <param name="Id">The account.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Position">What to give a query as <c>after</c>.</param>
/// <param name="Password">The one-time password, told this once; null when the command was sent before.</param>
public sealed record PasswordAnswer(Guid Id, long Version, long Position, string? Password);

/// <summary>Creating and keeping accounts.</summary>
public static class KeepingAccounts
{
    /// <summary>The tag of the routes.</summary>
    public const string Tag = "Accounts";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/accounts", (CreateAccountRequest request, HttpContext http, AccountDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(
                    http,
                    request,
                    async context =>
                    {
                        var (id, outcome) = await CreateAsync(desk, request, context, cancellation);
                        return (id.Value, $"accounts/{id.Value}", outcome);
                    },
                    cancellation))
            .DescribeCommand(Permission.ManageAccounts, Tag, "Gives somebody an account, as yet without role and password.", creates: true);
        api.MapAccount<GrantRoleRequest>("grant", "Gives an account a role in a territory.", GrantAsync);
        api.MapAccount<WithdrawRoleRequest>("withdraw", "Takes a role from an account; its sessions end.", WithdrawAsync);
        api.MapAccount<BlockAccountRequest>("block", "Lets an account not be used any more; its sessions end.", BlockAsync);
        api.MapAccount<RestoreAccountRequest>("restore", "Lets a blocked account be used again.", RestoreAsync);
        api.MapAccount<UnlockAccountRequest>("unlock", "Opens the lock that too many wrong passwords closed.", UnlockAsync);
        api.MapPost("/accounts/{id:guid}/reset-password", async (Guid id, ResetPasswordRequest request, HttpContext http, AccountDesk desk, Passwords passwords, CancellationToken cancellation) =>
            {
                string? drawn = null;
                var answer = await CommandRoutes.CarryOutAsync(
                    http,
                    id,
                    request,
                    async context =>
                    {
                        (var outcome, drawn) = await ResetPasswordAsync(desk, passwords, AccountId.From(id), context, cancellation);
                        return outcome;
                    },
                    cancellation);
                return answer is Microsoft.AspNetCore.Http.HttpResults.Ok<CommandAnswer> { Value: { } done } ? TypedResults.Ok(new PasswordAnswer(id, done.Version, done.Position, drawn)) : answer;
            })
            .DescribeCommand(Permission.ManageAccounts, Tag, "Gives an account a one-time password, which this answer alone tells; its sessions end.")
            .Produces<PasswordAnswer>();
    }

    public static async Task<(AccountId Account, CommandOutcome Outcome)> CreateAsync(AccountDesk desk, CreateAccountRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var userName = AccountFields.UserName(errors, request.UserName);
        var displayName = errors.Text("displayName", request.DisplayName, FieldErrors.ShortText);
        var home = AccountFields.Territory(errors, request.Territory);
        var account = AccountBook.IdOf(userName);
        return (account, errors.Any
            ? errors.Outcome
            : await desk.DecideAsync(account, context, (state, within) => AccountDecisions.Create(state, new(account, userName, displayName, home, within)), cancellation));
    }

    public static async Task<CommandOutcome> GrantAsync(AccountDesk desk, DefinitionBook book, AccountId account, GrantRoleRequest request, CommandContext context, CancellationToken cancellation)
    {
        var (grant, errors) = await ReadAsync(book, request, cancellation);
        return errors.Any ? errors.Outcome : await desk.DecideAsync(account, context, (state, within) => AccountDecisions.Grant(state, new(grant, within)), cancellation);
    }

    public static async Task<CommandOutcome> WithdrawAsync(AccountDesk desk, DefinitionBook book, AccountId account, WithdrawRoleRequest request, CommandContext context, CancellationToken cancellation)
    {
        var (grant, errors) = await ReadAsync(book, request, cancellation);
        return errors.Any ? errors.Outcome : await desk.DecideOnLossAsync(account, context, (state, within, isLast) => AccountDecisions.Withdraw(state, new(grant, within, isLast)), cancellation);
    }

    public static async Task<CommandOutcome> BlockAsync(AccountDesk desk, DefinitionBook book, AccountId account, BlockAccountRequest request, CommandContext context, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        var reason = errors.Text("reason", request.Reason);
        return errors.Any ? errors.Outcome : await desk.DecideOnLossAsync(account, context, (state, within, isLast) => AccountDecisions.Block(state, new(reason, within, isLast)), cancellation);
    }

    public static Task<CommandOutcome> RestoreAsync(AccountDesk desk, DefinitionBook book, AccountId account, RestoreAccountRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(account, context, (state, within) => AccountDecisions.Restore(state, new(within)), cancellation);

    public static Task<CommandOutcome> UnlockAsync(AccountDesk desk, DefinitionBook book, AccountId account, UnlockAccountRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(account, context, (state, within) => AccountDecisions.Unlock(state, new(within)), cancellation);

    /// <summary>Gives an account a one-time password.</summary>
    /// <returns>The outcome, and the password when this very command set it.</returns>
    public static async Task<(CommandOutcome Outcome, string? Password)> ResetPasswordAsync(AccountDesk desk, Passwords passwords, AccountId account, CommandContext context, CancellationToken cancellation)
    {
        var drawn = Passwords.Draw();
        var outcome = await SetPasswordAsync(desk, passwords, account, drawn, mustBeReplaced: true, context, cancellation);
        return (outcome, outcome is CommandRecorded { Repeated: false } ? drawn : null);
    }

    /// <summary>Puts a password in force: its hash is kept first, and opens nothing before the event.</summary>
    public static async Task<CommandOutcome> SetPasswordAsync(
        AccountDesk desk, Passwords passwords, AccountId account, string password, bool mustBeReplaced, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(passwords);
        ArgumentNullException.ThrowIfNull(context);
        var id = PasswordId.From(DeterministicId.From("password", context.CommandId));
        await passwords.KeepAsync(account, id, Passwords.Hash(password), cancellation);
        var outcome = await desk.DecideAsync(account, context, (state, within) => AccountDecisions.SetPassword(state, new(id, mustBeReplaced, within)), cancellation);
        if (outcome is CommandRecorded { Repeated: false }) await passwords.ForgetOthersAsync(account, id, cancellation);
        return outcome;
    }

    private static async Task<(Grant Grant, FieldErrors Errors)> ReadAsync(DefinitionBook book, GrantRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        return (request.Read(errors, await book.ListAsync(TermLists.Departments, cancellation)), errors);
    }

    private static void MapAccount<TRequest>(
        this IEndpointRouteBuilder api, string verb, string summary, Func<AccountDesk, DefinitionBook, AccountId, TRequest, CommandContext, CancellationToken, Task<CommandOutcome>> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/accounts/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, AccountDesk desk, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, book, AccountId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.ManageAccounts, Tag, summary);
}
