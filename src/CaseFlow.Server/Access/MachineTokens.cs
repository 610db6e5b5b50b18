using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Access;

/// <summary>A token as the list shows it.</summary>
public sealed record MachineTokenRow
{
    public required Guid Token { get; init; }
    public required string Name { get; init; }
    public required string[] Roles { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string? Department { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }
    public required string IssuedBy { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required bool SpeaksForOthers { get; init; }
    public bool Revoked { get; init; }
    public required long Version { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<MachineTokenRow> Table = RowSecurity.Table<MachineTokenRow>("caseflow_machine_tokens", RowsOf.Territory, "token");
}

/// <summary>A machine's token, without its secret.</summary>
public sealed record MachineToken
{
    /// <summary>Which one.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the machine is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Where.</summary>
    public required string Territory { get; init; }

    /// <summary>The department, of specialist departments only.</summary>
    public required string? Department { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>By whom.</summary>
    public required string IssuedBy { get; init; }

    /// <summary>Until when it is good.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it may name the person that it speaks for.</summary>
    public required bool SpeaksForOthers { get; init; }

    /// <summary>Whether it was revoked.</summary>
    public required bool Revoked { get; init; }

    /// <summary>When it was last used, to the minute; null when it never was.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>Which machines have a token, and what may they do with it?</summary>
public sealed class MachineTokens(ReadModels models)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "MachineTokens";

    /// <summary>The projection.</summary>
    public static IProjection Create() => new RowProjection<MachineTokenRow>(
        Projection,
        version: 1,
        MachineTokenRow.Table,
        e => e.Data is TokenEvent ? [new RowKey(e.Stream.Value)] : [],
        (row, e, _) => e.Data switch
        {
            TokenIssued issued => new()
            {
                Token = issued.Token.Value,
                Name = issued.Name,
                Roles = [.. issued.Roles.Select(role => role.ToString())],
                Province = Accounts.ProvinceOf(issued.Territory),
                City = Accounts.CityOf(issued.Territory),
                Department = issued.Department,
                IssuedAt = e.Metadata.OccurredAt,
                IssuedBy = e.Metadata.Actor,
                ExpiresAt = issued.ExpiresAt,
                SpeaksForOthers = issued.SpeaksForOthers,
                Version = e.Version,
            },
            TokenRevoked when row is not null => row with { Revoked = true, Version = e.Version },
            _ => row,
        });

    /// <summary>Tokens of a territory by name.</summary>
    public Task<ReadAnswer<Page<MachineToken>>> AskAsync(AccessScope scope, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf(scope.ToString());
        var behind = Cursor.Read(page.Cursor, digest, parts: 2);
        if (behind is not null && !Guid.TryParse(behind[1], out _)) throw UnfitCursorException.Malformed;
        return models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var where = new Conditions();
                scope.Narrow(where);
                await using var count = where.Command(connection, $"select count(*) from {MachineTokenRow.Table.Name} {where}");
                var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
                if (behind is not null) where.Add($"(name collate \"C\", token) > ({where.Value(behind[0])}, {where.Value(Guid.Parse(behind[1]))})");
                var rows = await MachineTokenRow.Table.QueryAsync(connection, $"select {MachineTokenRow.Table.ColumnList} from {MachineTokenRow.Table.Name} {where} order by name collate \"C\", token limit {where.Value(page.Limit + 1)}", where.Values, cancellation);
                var shown = rows.Take(page.Limit).ToList();
                var used = await LastUsedAsync(connection, shown, cancellation);
                var next = rows.Count > page.Limit ? Cursor.Behind(digest, shown[^1].Name, shown[^1].Token.ToString()) : null;
                return new Page<MachineToken>([.. shown.Select(row => Show(row, used))], total, TotalIsAtLeast: false, next);
            },
            cancellation);
    }

    private static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> LastUsedAsync(NpgsqlConnection connection, IReadOnlyList<MachineTokenRow> rows, CancellationToken cancellation)
    {
        await using var look = new NpgsqlCommand("select token, last_used from caseflow_tokens where token = any($1) and last_used is not null", connection)
        {
            Parameters = { new() { Value = rows.Select(row => row.Token).ToArray() } },
        };
        await using var reader = await look.ExecuteReaderAsync(cancellation);
        var used = new Dictionary<Guid, DateTimeOffset>();
        while (await reader.ReadAsync(cancellation))
            used[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return used;
    }

    private static MachineToken Show(MachineTokenRow row, IReadOnlyDictionary<Guid, DateTimeOffset> used) => new()
    {
        Id = row.Token,
        Name = row.Name,
        Roles = [.. row.Roles.Select(Enum.Parse<Role>)],
        Territory = Accounts.TerritoryOf(row.Province, row.City),
        Department = row.Department,
        IssuedAt = row.IssuedAt,
        IssuedBy = row.IssuedBy,
        ExpiresAt = row.ExpiresAt,
        SpeaksForOthers = row.SpeaksForOthers,
        Revoked = row.Revoked,
        LastUsedAt = used.TryGetValue(row.Token, out var at) ? at : null,
    };
}
