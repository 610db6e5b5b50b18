using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using CaseFlow.Server.Platform.Vault;
using Npgsql;

namespace CaseFlow.Server.PersonalData;

/// <summary>Something personal that stands somewhere in clear. The text itself is not told.</summary>
/// <param name="Place">The table or file.</param>
/// <param name="Line">The row or line in it, from 1.</param>
/// <param name="Kind"><c>known-text</c> of a customer, or what looks like a <c>mobile-number</c> or an <c>identity-number</c>.</param>
/// <param name="Customer">Whose text it is, when it is a known one.</param>
public sealed record Exposure(string Place, long Line, string Kind, Guid? Customer);

/// <summary>Looks through all tables and log files for what ought to be sealed.</summary>
/// <remarks>Known texts are opened some thousand customers at a time, so that memory is bounded; each portion is looked for in everything.</remarks>
public sealed partial class PersonalDataCheck(NpgsqlDataSource database, PersonalDataVault vault)
{
    private const int Portion = 5_000;
    private const int ShortestText = 5;

    private const string Known = """
        with portion as (select distinct customer from caseflow_customers where customer > $1 order by customer limit $2)
        select customer, name, service_number, account, address, null from portion join caseflow_customers using (customer)
        union all select customer, null, null, null, null, summary from portion join caseflow_work_list using (customer)
        order by 1
        """;

    /// <summary>Everything found, in the order in which it is come across; each place and kind is told at most <paramref name="most"/> times.</summary>
    public async Task<IReadOnlyList<Exposure>> FindAsync(IReadOnlyCollection<string> logFiles, int most, CancellationToken cancellation)
    {
        var tables = await TablesAsync(cancellation);
        var found = new List<Exposure>();
        await ScanAsync((place, line, text) => Note(found, most, LooksLike(place, line, text)));
        var after = Guid.Empty;
        while (await PortionAsync(after, cancellation) is { Last: { } last } known)
        {
            after = last;
            var portion = known.Texts;
            var texts = SearchValues.Create([.. portion.Keys], StringComparison.Ordinal);
            await ScanAsync((place, line, text) =>
            {
                if (text.AsSpan().ContainsAny(texts))
                    Note(found, most, new(place, line, "known-text", portion.First(one => text.Contains(one.Key, StringComparison.Ordinal)).Value));
            });
        }

        return found;

        async Task ScanAsync(Action<string, long, string> look)
        {
            foreach (var table in tables)
            {
                await using var connection = await database.OpenConnectionAsync(cancellation);
                using var rows = await connection.BeginTextExportAsync($"copy (select t::text from {table} t) to stdout", cancellation);
                await EachLineAsync(table, rows, look, cancellation);
            }

            foreach (var file in logFiles)
            {
                using var lines = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                await EachLineAsync(file, lines, look, cancellation);
            }
        }
    }

    /// <summary>Whether a number of 18 places is one that a person may have: a date of birth, and the check digit of GB 11643.</summary>
    public static bool IsIdentityNumber(ReadOnlySpan<char> number)
    {
        if (number.Length != 18 || !DateOnly.TryParseExact(number.Slice(6, 8), "yyyyMMdd", out var born) || born.Year is < 1900 or > 2100) return false;
        var sum = 0;
        for (var i = 0; i < 17; i++) sum += (number[i] - '0') * ((1 << (17 - i)) % 11);
        return "10X98765432"[sum % 11] == char.ToUpperInvariant(number[17]);
    }

    private static async Task EachLineAsync(string place, TextReader lines, Action<string, long, string> look, CancellationToken cancellation)
    {
        for (var number = 1L; await lines.ReadLineAsync(cancellation) is { } text; number++)
            look(place, number, text);
    }

    /// <summary>Whether a text has what looks like a customer's number.</summary>
    public static bool LooksPersonal(string text) => LooksLike("", 0, text) is not null;

    private static Exposure? LooksLike(string place, long line, string text) =>
        MobileNumber.IsMatch(text) ? new(place, line, "mobile-number", null)
        : AnyIsValid(IdentityNumber.EnumerateMatches(text), text) ? new(place, line, "identity-number", null)
        : null;

    private static bool AnyIsValid(Regex.ValueMatchEnumerator numbers, string text)
    {
        foreach (var number in numbers)
        {
            if (IsIdentityNumber(text.AsSpan(number.Index, number.Length))) return true;
        }

        return false;
    }

    private static void Note(List<Exposure> found, int most, Exposure? exposure)
    {
        if (exposure is not null && found.Count(other => other.Place == exposure.Place && other.Kind == exposure.Kind) < most) found.Add(exposure);
    }

    private async Task<List<string>> TablesAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var tables = new List<string>();
        while (await reader.ReadAsync(cancellation))
            tables.Add(reader.GetString(0));
        return tables;
    }

    /// <summary>What is known of the next customers, in clear and as the hexadecimal form in which PostgreSQL shows bytes.</summary>
    private async Task<(Dictionary<string, Guid> Texts, Guid? Last)> PortionAsync(Guid after, CancellationToken cancellation)
    {
        var sealedTexts = new List<(Guid Customer, string Text)>();
        Guid? last = null;
        await using (var command = database.CreateCommand(Known))
        {
            command.Parameters.Add(new() { Value = after });
            command.Parameters.Add(new() { Value = Portion });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                last = reader.GetGuid(0);
                for (var column = 1; column < reader.FieldCount; column++)
                {
                    if (!reader.IsDBNull(column)) sealedTexts.Add((reader.GetGuid(0), reader.GetString(column)));
                }
            }
        }

        var opener = await vault.OpenerAsync(sealedTexts.Select(text => CustomerId.From(text.Customer)), cancellation);
        var portion = new Dictionary<string, Guid>();
        foreach (var (customer, text) in sealedTexts)
        {
            var plain = Searchable(opener.Open(CustomerId.From(customer), text)!);
            if (Encoding.UTF8.GetByteCount(plain) < ShortestText) continue;
            portion.TryAdd(plain, customer);
            portion.TryAdd(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(plain)), customer);
        }

        return (portion, last);
    }

    /// <summary>The longest part of a text that JSON and PostgreSQL write as it is.</summary>
    private static string Searchable(string text) => text.Split('"', '\\', '\n', '\r', '\t').MaxBy(part => part.Length)!.Trim();

    [GeneratedRegex(@"(?<![0-9A-Za-z+/=_.\-])(?:\+?86)?1[3-9][0-9]{9}(?![0-9A-Za-z+/=_.\-])")]
    private static partial Regex MobileNumber { get; }

    [GeneratedRegex(@"(?<![0-9A-Za-z+/=_.\-])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z+/=_.\-])")]
    private static partial Regex IdentityNumber { get; }
}
