using System.CommandLine;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.Access;

/// <summary><c>account</c>: keeps accounts on the server's own machine, for whoever cannot sign in to do it.</summary>
public sealed class KeepAccounts : IVerb
{
    /// <summary>Who does what the verb does.</summary>
    public const string Actor = "console";

    private readonly Option<bool> json = new("--json") { Description = "Answer in JSON, for programs" };

    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (user, name, territory, role) = (User(), new Option<string?>("--name") { Description = "What they are called [default: the user name]" }, Territory(), Roles());
        var create = new Command("create", "Creates an account with roles and prints its one-time password.") { user, name, territory, role, json };
        create.SetAction((parsed, cancel) => RunAsync(
            context, parsed, services => CreateAsync(services, parsed.GetRequiredValue(user), parsed.GetValue(name), parsed.GetValue(territory)!, parsed.GetValue(role) ?? [], cancel), cancel));
        var whose = User();
        var reset = new Command("reset-password", "Gives an account a one-time password and prints it; the account's sessions end.") { whose, json };
        reset.SetAction((parsed, cancel) => RunAsync(context, parsed, services => ResetAsync(services, parsed.GetRequiredValue(whose), cancel), cancel));
        var locked = User();
        var unlock = new Command("unlock", "Opens the lock that too many wrong passwords closed.") { locked, json };
        unlock.SetAction((parsed, cancel) => RunAsync(context, parsed, async services =>
        {
            var account = AccountBook.IdOf(parsed.GetRequiredValue(locked));
            var outcome = await services.GetRequiredService<AccountDesk>().DecideAsync(account, Context(services), (state, within) => AccountDecisions.Unlock(state, new(within)), cancel);
            return Told(outcome, AccountBook.Normal(parsed.GetRequiredValue(locked)), password: null);
        }, cancel));
        var list = new Command("list", "Lists the accounts and their roles.") { json };
        list.SetAction((parsed, cancel) => ListAsync(context, parsed.GetValue(json), cancel));
        return new Command("account", "Keeps accounts on the server's own machine, for whoever cannot sign in to do it.") { create, reset, unlock, list };
    }

    private static Argument<string> User() => new("user") { Description = "The user name" };

    private static Option<string> Territory() => new("--territory") { Description = "all, a province (cn-js) or a city (cn-js.nanjing)", DefaultValueFactory = _ => Territories.All };

    private static Option<Role[]> Roles() => new("--role") { Description = $"What they may be there: {string.Join(", ", Enum.GetNames<Role>().Where(name => name != nameof(Role.SpecialistDepartment)))}", AllowMultipleArgumentsPerToken = true };

    private async Task<int> RunAsync(VerbContext context, ParseResult parsed, Func<IServiceProvider, Task<AccountTold>> act, CancellationToken cancel)
    {
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        var told = await act(services);
        if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(told, EventTypes.Json));
        else if (told.Password is not null) Console.WriteLine($"{told.UserName} signs in with the one-time password {told.Password}");
        else Console.WriteLine($"{told.UserName}: {told.Outcome}");
        return ExitCodes.Done;
    }

    private static async Task<AccountTold> CreateAsync(IServiceProvider services, string user, string? name, string territory, IReadOnlyList<Role> roles, CancellationToken cancel)
    {
        var (desk, book) = (services.GetRequiredService<AccountDesk>(), services.GetRequiredService<DefinitionBook>());
        var (account, outcome) = await KeepingAccounts.CreateAsync(desk, new() { UserName = user, DisplayName = name ?? user, Territory = territory }, Context(services), cancel);
        Told(outcome, user, password: null);
        foreach (var role in roles)
            Told(await KeepingAccounts.GrantAsync(desk, book, account, new() { Role = role, Territory = territory }, Context(services), cancel), user, password: null);
        // An account that was there keeps its password.
        return outcome is CommandUnchanged ? Told(outcome, AccountBook.Normal(user), password: null) : await ResetAsync(services, user, cancel);
    }

    private static async Task<AccountTold> ResetAsync(IServiceProvider services, string user, CancellationToken cancel)
    {
        var (outcome, password) = await KeepingAccounts.ResetPasswordAsync(
            services.GetRequiredService<AccountDesk>(), services.GetRequiredService<Passwords>(), AccountBook.IdOf(user), Context(services), cancel);
        return Told(outcome, AccountBook.Normal(user), password);
    }

    private static async Task<int> ListAsync(VerbContext context, bool asJson, CancellationToken cancel)
    {
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        await services.GetRequiredService<EventStore.Projections.ProjectionEngine>().CatchUpAsync(cancel);
        string? next = null;
        do
        {
            var page = (await services.GetRequiredService<Accounts>().AskAsync(AccessScope.All, search: null, new(PageRequest.Largest, next), cancel)).Data;
            foreach (var entry in page.Items)
                Console.WriteLine(asJson ? JsonSerializer.Serialize(entry, EventTypes.Json) : $"{entry.UserName,-24}{entry.Status,-10}{string.Join(", ", entry.Grants.Select(grant => $"{grant.Role}@{grant.Territory}"))}");
            next = page.Next;
        }
        while (next is not null);
        return ExitCodes.Done;
    }

    private static CommandContext Context(IServiceProvider services) => new()
    {
        CommandId = Guid.NewGuid(),
        Actor = Actor,
        Scope = AccessScope.All,
        CorrelationId = $"{Actor}-{Guid.NewGuid():N}",
        OccurredAt = services.GetRequiredService<TimeProvider>().GetUtcNow(),
    };

    private static AccountTold Told(CommandOutcome outcome, string userName, string? password) => outcome switch
    {
        CommandRecorded => new(userName, "recorded", password),
        CommandUnchanged => new(userName, "unchanged", password),
        CommandRefused refused => throw new ExplainedException(refused.Refusal.Reason),
        CommandInvalid invalid => throw new ExplainedException(string.Join(" ", invalid.Errors.Select(error => error.Message))),
        _ => throw new ExplainedException($"It was not done: {outcome}."),
    };

    /// <summary>What a program is told.</summary>
    private sealed record AccountTold(string UserName, string Outcome, string? Password);
}
