using System.Security.Cryptography;
using CaseFlow.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CaseFlow.Server.Access;

/// <summary>Keeps the hashes of passwords, apart from the events, and checks passwords against them.</summary>
public sealed class Passwords(NpgsqlDataSource database) : IDisposable
{
    /// <summary>PBKDF2 with HMAC-SHA512; as many rounds as OWASP asks for.</summary>
    private const int Rounds = 210_000;

    /// <summary>As long as the alphabet of <see cref="Draw"/> makes 95 bits.</summary>
    private const int DrawnLength = 20;

    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    /// <summary>What the password of nobody is checked against, so that an unknown name takes as long as a wrong password.</summary>
    private static readonly Lazy<string> Nobodys = new(() => Hasher.HashPassword(Account.Missing, Draw()));

    /// <summary>Checking takes a processor for a tenth of a second; it must not take all of them.</summary>
    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Draws a password that is easily typed: no letter or digit that looks like another.</summary>
    public static string Draw() => string.Join('-', RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", DrawnLength).Chunk(5).Select(part => new string(part)));

    /// <summary>The hash of a password.</summary>
    public static string Hash(string password) => Hasher.HashPassword(Account.Missing, password);

    /// <summary>Keeps the hash of a password before the event that puts it in force; without that event it opens nothing.</summary>
    public async Task KeepAsync(AccountId account, PasswordId password, string hash, CancellationToken cancellation)
    {
        await using var keep = database.CreateCommand("insert into caseflow_passwords (password, account, hash) values ($1, $2, $3) on conflict (password) do nothing");
        keep.Parameters.Add(new() { Value = password.Value });
        keep.Parameters.Add(new() { Value = account.Value });
        keep.Parameters.Add(new() { Value = hash });
        await keep.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Forgets the hashes of an account's earlier passwords.</summary>
    public async Task ForgetOthersAsync(AccountId account, PasswordId inForce, CancellationToken cancellation)
    {
        await using var forget = database.CreateCommand("delete from caseflow_passwords where account = $1 and password <> $2");
        forget.Parameters.Add(new() { Value = account.Value });
        forget.Parameters.Add(new() { Value = inForce.Value });
        await forget.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether a password is the one in force. It takes as long when there is none.</summary>
    public async Task<bool> IsRightAsync(PasswordId? inForce, string password, CancellationToken cancellation)
    {
        await using var look = database.CreateCommand("select hash from caseflow_passwords where password = $1");
        look.Parameters.Add(new() { Value = inForce?.Value ?? Guid.Empty });
        var hash = await look.ExecuteScalarAsync(cancellation) as string;
        await turns.WaitAsync(cancellation);
        try
        {
            return Hasher.VerifyHashedPassword(Account.Missing, hash ?? Nobodys.Value, password) != PasswordVerificationResult.Failed && hash is not null;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Counts a failure.</summary>
    /// <returns>How many there have been since the last success.</returns>
    public Task<int> CountFailureAsync(PasswordId password, CancellationToken cancellation) =>
        CountAsync("update caseflow_passwords set failures = failures + 1 where password = $1 returning failures", password, cancellation);

    /// <summary>Begins to count failures anew.</summary>
    public Task ForgetFailuresAsync(PasswordId password, CancellationToken cancellation) =>
        CountAsync("update caseflow_passwords set failures = 0 where password = $1 and failures > 0 returning failures", password, cancellation);

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    private async Task<int> CountAsync(string sql, PasswordId password, CancellationToken cancellation)
    {
        await using var count = database.CreateCommand(sql);
        count.Parameters.Add(new() { Value = password.Value });
        return await count.ExecuteScalarAsync(cancellation) as int? ?? 0;
    }
}
