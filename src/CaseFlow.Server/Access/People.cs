using System.Collections.Frozen;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Access;

/// <summary>What the people behind accounts are called, so that pages name people. Where who signed in matters, as in the ledger, pages keep to the accounts.</summary>
/// <remarks>The names of colleagues are no secret of a territory: the page has the account already, and a commander of the operator stands on the roster of a province.</remarks>
public sealed class People(ReadModels models)
{
    /// <summary>So many are offered at once; typing more narrows them.</summary>
    private const int Offered = 20;

    /// <summary>Beyond this many accounts, the rest are called by what they sign in with.</summary>
    private const int Most = 20_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    private readonly Briefly<string, IReadOnlyDictionary<string, string>> known = new(Freshness, _ => ReadAsync(models));
    private volatile IReadOnlyDictionary<string, string> names = FrozenDictionary<string, string>.Empty;

    /// <summary>What somebody is called: the display name of their account, with the account behind it where two have the same; what was given, where there is no such account; empty for nobody.</summary>
    /// <param name="who">The user name of an account, or whatever was typed in its place.</param>
    public string this[string? who] => who is null ? "" : names.GetValueOrDefault(AccountBook.Normal(who), who);

    /// <summary>Whether somebody is known to have an account.</summary>
    public bool Knows(string who) => names.ContainsKey(AccountBook.Normal(who));

    /// <summary>Accounts and what their people are called, those in which a text occurs in either, by account.</summary>
    public IReadOnlyList<(string Account, string Name)> Like(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var part = text.Trim();
        return
        [
            .. names.Where(one => one.Key.Contains(part, StringComparison.OrdinalIgnoreCase) || one.Value.Contains(part, StringComparison.OrdinalIgnoreCase))
                .OrderBy(one => one.Key, StringComparer.Ordinal).Take(Offered).Select(one => (one.Key, one.Value)),
        ];
    }

    /// <summary>Looks whether there are new names. A database that is away leaves those that were read before.</summary>
    public async Task LookAsync()
    {
        try
        {
            names = await known.GetAsync("");
        }
        catch (Exception fault) when (DatabaseFaults.CodeOf(fault) is not null)
        {
            // The page says by itself that the database is away.
        }
    }

    private static async Task<IReadOnlyDictionary<string, string>> ReadAsync(ReadModels models)
    {
        var answer = await models.AskAsync(AccessScope.All, Accounts.Projection, ReadAsync, CancellationToken.None);
        return answer.Data.GroupBy(one => one.Name).SelectMany(IEnumerable<(string UserName, string Name)> (same) => same.Count() == 1 ? same : same.Select(one => (one.UserName, $"{one.Name} ({one.UserName})"))).ToFrozenDictionary(one => one.UserName, one => one.Name);
    }

    private static async Task<List<(string UserName, string Name)>> ReadAsync(NpgsqlConnection connection)
    {
        await using var look = new NpgsqlCommand($"select user_name, display_name from {AccountRow.Table.Name} order by user_name collate \"C\" limit {Most}", connection);
        await using var reader = await look.ExecuteReaderAsync();
        var found = new List<(string UserName, string Name)>();
        while (await reader.ReadAsync())
            found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }
}
