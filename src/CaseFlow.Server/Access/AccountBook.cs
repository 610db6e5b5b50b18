using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using Npgsql;

namespace CaseFlow.Server.Access;

/// <summary>Accounts as their streams have them. What a request needs to know of a session is believed for <see cref="Freshness"/>.</summary>
public sealed class AccountBook(CommandShell shell, NpgsqlDataSource database)
{
    /// <summary>How long a session may outlive the event that ends it, on any node.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly Briefly<AccountId, (Account Account, SignedIn Who, IReadOnlySet<Guid> Ended)> known = new(Freshness, async id =>
    {
        var account = await shell.StateAsync(Streams.Account, id.Value, CancellationToken.None);
        return (account, WhoIs(account), await EndedAsync(database, id));
    });

    /// <summary>The account of a user name, however it is spelt.</summary>
    public static AccountId IdOf(string userName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return AccountId.From(DeterministicId.From("account", Normal(userName)));
    }

    /// <summary>A user name in the one spelling that is kept.</summary>
    public static string Normal(string userName)
    {
        ArgumentNullException.ThrowIfNull(userName);
        return userName.Trim().ToLowerInvariant();
    }

    /// <summary>The account as it is now.</summary>
    public Task<Account> NowAsync(AccountId account, CancellationToken cancellation) => shell.StateAsync(Streams.Account, account.Value, cancellation);

    /// <summary>Who a session is of; null when it is over.</summary>
    /// <param name="account">Whose session it says to be.</param>
    /// <param name="stamp">The account's stamp when the session began.</param>
    /// <param name="session">Which session.</param>
    public async Task<SignedIn?> SessionAsync(AccountId account, int stamp, Guid session)
    {
        var (state, who, ended) = await known.GetAsync(account);
        return state.Status == AccountStatus.Active && state.Stamp == stamp && !ended.Contains(session) ? who : null;
    }

    /// <summary>Ends one session, so that a copy of its cookie opens nothing any more; it is remembered for as long as the cookie could be good.</summary>
    public async Task EndSessionAsync(AccountId account, Guid session, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("delete from caseflow_ended_sessions where ended < now() - interval '1 day'"));
        batch.BatchCommands.Add(new("insert into caseflow_ended_sessions (session, account) values ($1, $2) on conflict (session) do nothing") { Parameters = { new() { Value = session }, new() { Value = account.Value } } });
        await batch.ExecuteNonQueryAsync(cancellation);
        Forget(account);
    }

    /// <summary>Forgets what was read of an account, after a change.</summary>
    public void Forget(AccountId account) => known.Forget(account);

    private static async Task<IReadOnlySet<Guid>> EndedAsync(NpgsqlDataSource database, AccountId account)
    {
        await using var look = database.CreateCommand("select session from caseflow_ended_sessions where account = $1");
        look.Parameters.Add(new() { Value = account.Value });
        await using var reader = await look.ExecuteReaderAsync();
        var ended = new HashSet<Guid>();
        while (await reader.ReadAsync())
            ended.Add(reader.GetGuid(0));
        return ended;
    }

    private static SignedIn WhoIs(Account account) => new(account.UserName, account.DisplayName, Hat.Of(account.Grants)) { MustReplacePassword = account.MustReplacePassword, BySession = true };
}
