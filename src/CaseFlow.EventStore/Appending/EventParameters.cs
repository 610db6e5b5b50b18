using Npgsql;
using NpgsqlTypes;

namespace CaseFlow.EventStore.Appending;

/// <summary>Events as parameters of a statement, one array for each column.</summary>
internal sealed class EventParameters
{
    private readonly NpgsqlParameter<Guid[]> ids = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<string?[]> types = Texts();
    private readonly NpgsqlParameter<string?[]> dotNetTypes = Texts();
    private readonly NpgsqlParameter<byte[][]> bodies = Json();
    private readonly NpgsqlParameter<byte[][]> headers = Json();
    private readonly NpgsqlParameter<string?[]> actors = Texts();
    private readonly NpgsqlParameter<string?[]> correlations = Texts();
    private readonly NpgsqlParameter<string?[]> causations = Texts();

    public IEnumerable<NpgsqlParameter> All => [ids, types, dotNetTypes, bodies, headers, actors, correlations, causations];

    /// <summary>Makes room for so many events, each of which is to be set.</summary>
    public void Resize(int number)
    {
        (ids.TypedValue, bodies.TypedValue, headers.TypedValue) = (new Guid[number], new byte[number][], new byte[number][]);
        foreach (var texts in (ReadOnlySpan<NpgsqlParameter<string?[]>>)[types, dotNetTypes, actors, correlations, causations])
            texts.TypedValue = new string?[number];
    }

    public void Set(int at, AppendRow row)
    {
        ids.TypedValue![at] = row.Id;
        types.TypedValue![at] = row.Type;
        dotNetTypes.TypedValue![at] = row.DotNetType;
        bodies.TypedValue![at] = row.Body;
        headers.TypedValue![at] = row.Headers;
        actors.TypedValue![at] = row.Actor;
        correlations.TypedValue![at] = row.CorrelationId;
        causations.TypedValue![at] = row.CausationId;
    }

    public static NpgsqlParameter<string?[]> Texts() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter<byte[][]> Json() => new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
}
