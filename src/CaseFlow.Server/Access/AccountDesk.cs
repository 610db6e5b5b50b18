using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using Npgsql;

namespace CaseFlow.Server.Access;

/// <summary>What all commands on accounts need.</summary>
public sealed class AccountDesk(CommandShell shell, AccountBook book, NpgsqlDataSource database)
{
    /// <summary>Held while the last administrator might go, so that two do not go at once.</summary>
    private const long AdministratorsLock = 0x43464c4f57_05;

    /// <summary>Decides on an account.</summary>
    public async Task<CommandOutcome> DecideAsync(AccountId account, CommandContext context, Func<Account, string, Decision<AccountEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(decide);
        var within = context.Scope.ToString();
        var outcome = await shell.DecideAsync(Streams.Account, account.Value, context, state => decide(state, within), cancellation);
        book.Forget(account);
        return outcome;
    }

    /// <summary>Decides on what may take an administrator away; the decision is told whether there is another one.</summary>
    public async Task<CommandOutcome> DecideOnLossAsync(AccountId account, CommandContext context, Func<Account, string, bool, Decision<AccountEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(decide);
        var within = context.Scope.ToString();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var hold = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection) { Parameters = { new() { Value = AdministratorsLock } } })
            await hold.ExecuteNonQueryAsync(cancellation);
        var outcome = await shell.DecideAsync(
            Streams.Account,
            account.Value,
            context,
            async state => state.Administers && !await HasOtherAdministratorAsync(account, cancellation),
            (state, isLast) => decide(state, within, isLast),
            cancellation);
        book.Forget(account);
        return outcome;
    }

    /// <summary>Looks through all events, which is rare enough: only an administrator of the whole operator is worth it.</summary>
    private async Task<bool> HasOtherAdministratorAsync(AccountId account, CancellationToken cancellation)
    {
        await using var look = database.CreateCommand("select distinct stream_id from mt_events where type = 'role_granted' and data -> 'grant' ->> 'role' = $1 and stream_id <> $2");
        look.Parameters.Add(new() { Value = nameof(Role.Administrator) });
        look.Parameters.Add(new() { Value = account.Value });
        var others = new List<AccountId>();
        await using (var reader = await look.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                others.Add(AccountId.From(reader.GetGuid(0)));
        }

        foreach (var other in others)
        {
            if ((await book.NowAsync(other, cancellation)).Administers) return true;
        }

        return false;
    }
}
