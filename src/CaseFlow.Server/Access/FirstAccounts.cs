using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Access;

/// <summary>Accounts that are there before anybody could create one.</summary>
public sealed class FirstAccounts(IEventStore store, Passwords passwords, TimeProvider clock)
{
    /// <summary>The account that a new installation starts with.</summary>
    public const string Administrator = "admin";

    private const string Actor = "setup";

    /// <summary>Creates the administrator of a new installation.</summary>
    /// <returns>The one-time password; null when the account was there already.</returns>
    public async Task<string?> CreateAdministratorAsync(CancellationToken cancellation)
    {
        if ((await store.ReadStreamAsync(AccountBook.IdOf(Administrator).Value, cancellation: cancellation)).Count > 0) return null;
        var password = Passwords.Draw();
        return await CreateAsync(Administrator, "Administrator", Territories.All, [new(Role.Administrator, Territories.All)], Passwords.Hash(password), mustBeReplaced: true, cancellation) ? password : null;
    }

    /// <summary>Creates an account with roles and a password, in one append.</summary>
    /// <returns>Whether it was not there before.</returns>
    public async Task<bool> CreateAsync(string userName, string displayName, string home, IReadOnlyList<Grant> grants, string hash, bool mustBeReplaced, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var account = AccountBook.IdOf(userName);
        var password = PasswordId.From(Guid.NewGuid());
        await passwords.KeepAsync(account, password, hash, cancellation);
        var draft = new StreamDraft<Account, AccountEvent>(Streams.Account, account.Value, [])
            .Decide(Context("create"), state => AccountDecisions.Create(state, new(account, userName, displayName, home, Territories.All)))
            .Decide(Context("password"), state => AccountDecisions.SetPassword(state, new(password, mustBeReplaced, Territories.All)));
        foreach (var grant in grants)
            draft.Decide(Context($"grant {grant.Role} {grant.Territory}"), state => AccountDecisions.Grant(state, new(grant, Territories.All)));
        // Another server that starts at the same moment was faster: its password is in force, and ours opens nothing.
        var (to, expected, facts) = draft.Append;
        return await store.AppendAsync(to, expected, facts, cancellation) is Appended;

        CommandContext Context(string what) => new()
        {
            // Of this start alone: a second one is told apart, and its append conflicts.
            CommandId = DeterministicId.From(Actor, account.Value, password.Value, what),
            Actor = Actor,
            Scope = AccessScope.All,
            CorrelationId = $"{Actor}-{userName}",
            OccurredAt = clock.GetUtcNow(),
        };
    }
}
