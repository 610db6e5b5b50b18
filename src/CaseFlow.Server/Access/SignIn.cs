using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Access;

/// <summary>Signs people in by user name and password. Whatever is wrong, the answer and its time are the same.</summary>
public sealed class SignIn(AccountBook book, AccountDesk desk, Passwords passwords, TimeProvider clock)
{
    /// <summary>Who locks accounts.</summary>
    public const string Actor = "sign-in";

    /// <summary>So many wrong passwords in a row lock an account.</summary>
    public const int MostFailures = 5;

    /// <summary>For so long.</summary>
    public static readonly TimeSpan LockLasts = TimeSpan.FromMinutes(15);

    /// <summary>The account when name and password are right and it may be used; null else.</summary>
    public async Task<Account?> TryAsync(string userName, string password, string correlation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(password);
        var id = AccountBook.IdOf(userName);
        var account = await book.NowAsync(id, cancellation);
        var now = clock.GetUtcNow();
        var right = await passwords.IsRightAsync(account.Password, password.Length <= PasswordRules.Longest ? password : "", cancellation);
        if (account.Password is not { } inForce || account.LockedUntil > now) return null;
        if (!right)
        {
            if (await passwords.CountFailureAsync(inForce, cancellation) < MostFailures) return null;
            await passwords.ForgetFailuresAsync(inForce, cancellation);
            var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = Actor, Scope = AccessScope.All, CorrelationId = correlation, OccurredAt = now };
            await desk.DecideAsync(id, context, (state, _) => AccountDecisions.Lock(state, new(now + LockLasts)), cancellation);
            return null;
        }

        // Others may have tried meanwhile, many at once: what they closed stays closed.
        account = await book.NowAsync(id, cancellation);
        if (account.Password != inForce || account.LockedUntil > now) return null;
        await passwords.ForgetFailuresAsync(inForce, cancellation);
        return account.Status == AccountStatus.Active ? account : null;
    }
}
