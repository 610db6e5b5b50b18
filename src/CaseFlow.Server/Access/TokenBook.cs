using System.Security.Cryptography;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using Npgsql;

namespace CaseFlow.Server.Access;

/// <summary>Tokens of machines: <c>cft_ID_SECRET</c>. What is known of one is believed for <see cref="AccountBook.Freshness"/>, so that a request usually costs no look into the database.</summary>
public sealed class TokenBook
{
    /// <summary>What every token begins with; scanners of secrets know tokens by it.</summary>
    public const string Prefix = "cft_";

    private const int SecretBytes = 32;

    private static readonly TimeSpan UseIsNotedEvery = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource database;
    private readonly TimeProvider clock;
    private readonly Briefly<TokenId, Known> known;

    public TokenBook(NpgsqlDataSource database, CommandShell shell, TimeProvider clock)
    {
        (this.database, this.clock) = (database, clock);
        known = new(AccountBook.Freshness, async id => Known.Of(await shell.StateAsync(Streams.Token, id.Value, CancellationToken.None), await HashAsync(id)));
    }

    /// <summary>Draws the secret of a token.</summary>
    /// <returns>What the machine is given, and what is kept of it.</returns>
    public static (string Token, byte[] Hash) Draw(TokenId id)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{Prefix}{id.Value:N}_{secret}", Hash(secret));
    }

    /// <summary>Keeps the hash of a secret before the event that puts the token in force; without that event it opens nothing.</summary>
    public async Task KeepAsync(TokenId token, byte[] hash, CancellationToken cancellation)
    {
        await using var keep = database.CreateCommand("insert into caseflow_tokens (token, secret_hash) values ($1, $2) on conflict (token) do nothing");
        keep.Parameters.Add(new() { Value = token.Value });
        keep.Parameters.Add(new() { Value = hash });
        await keep.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whose token a text is; null when it is none that is good.</summary>
    public async Task<SignedIn?> ReadAsync(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Split('_') is not [_, var id, { Length: SecretBytes * 2 } secret] || !Guid.TryParseExact(id, "N", out var token)) return null;
        var (issued, hash, who) = await known.GetAsync(TokenId.From(token));
        var right = CryptographicOperations.FixedTimeEquals(Hash(secret), hash);
        return right && issued is not null && issued.ExpiresAt > clock.GetUtcNow() ? who : null;
    }

    /// <summary>Forgets what was read of a token, after a change.</summary>
    public void Forget(TokenId token) => known.Forget(token);

    private static byte[] Hash(string secret) => SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(secret));

    private async Task<byte[]> HashAsync(TokenId token)
    {
        await using var look = database.CreateCommand("select secret_hash, last_used from caseflow_tokens where token = $1");
        look.Parameters.Add(new() { Value = token.Value });
        byte[] hash;
        DateTimeOffset? lastUsed;
        await using (var reader = await look.ExecuteReaderAsync())
        {
            if (!await reader.ReadAsync()) return [];
            (hash, lastUsed) = (reader.GetFieldValue<byte[]>(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
        }

        var now = clock.GetUtcNow();
        if (lastUsed is { } used && (now - used).Duration() < UseIsNotedEvery) return hash;
        await using var note = database.CreateCommand("update caseflow_tokens set last_used = $2 where token = $1");
        note.Parameters.Add(new() { Value = token.Value });
        note.Parameters.Add(new() { Value = now.ToUniversalTime() });
        await note.ExecuteNonQueryAsync();
        return hash;
    }

    private sealed record Known(TokenIssued? Issued, byte[] Hash, SignedIn? Who)
    {
        public static Known Of(Token token, byte[] hash) => token is { Issued: { } issued, Revoked: false }
            ? new(issued, hash, new(issued.Name, issued.Name, [new Hat(issued.Roles, issued.Territory, issued.Department)]) { SpeaksForOthers = issued.SpeaksForOthers })
            : new(null, hash, null);
    }
}
