using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CaseFlow.EventStore.Projections;

/// <summary>What a projection's rows are built from.</summary>
internal sealed record Definition(string Name, int Version, string Hash, string[] Tables)
{
    public static Definition Of(IProjection projection)
    {
        var text = string.Join('\n', projection.Tables.Select(table => $"{table.Name}\n{table.CreateSql}"));
        return new(
            projection.Name,
            projection.Version,
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
            [.. projection.Tables.Select(table => table.Name)]);
    }

    /// <summary>Whether rows made by <paramref name="version"/> and <paramref name="hash"/> are ours to go on with.</summary>
    public bool Made(int version, string hash) => Version == version && Hash == hash;

    /// <summary>Whether such rows are to be rebuilt; those of a newer program are left to it.</summary>
    public bool Replaces(int version, string hash) => Version > version || (Version == version && Hash != hash);

    public NpgsqlBatchCommand Save() => new(SqlText.DefinitionSave)
    {
        Parameters = { new() { Value = Name }, new() { Value = Version }, new() { Value = Hash }, new() { Value = Tables } },
    };

    /// <summary>Creates the tables where the connection's search path says.</summary>
    public static async Task CreateTablesAsync(IProjection projection, NpgsqlConnection connection, CancellationToken cancellation)
    {
        foreach (var table in projection.Tables)
        {
            await using var create = new NpgsqlCommand(table.CreateSql, connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }
}
