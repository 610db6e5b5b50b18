using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CaseFlow.EventStore.Sealing;

/// <summary>All that is stored of an event, as it is stored: what a seal covers. Nothing of it is interpreted.</summary>
public sealed record EventRecord
{
    private static readonly byte[] Form = "caseflow-event/1"u8.ToArray();

    /// <summary>Column <c>seq_id</c>.</summary>
    public required long Position { get; init; }

    /// <summary>Column <c>id</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>Column <c>stream_id</c>.</summary>
    public required Guid? Stream { get; init; }

    /// <summary>The type of its stream, in <c>mt_streams</c>.</summary>
    public required string? StreamType { get; init; }

    /// <summary>Column <c>version</c>.</summary>
    public required long Version { get; init; }

    /// <summary>Column <c>type</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Column <c>timestamp</c>, in microseconds since 1970, which is how exactly PostgreSQL keeps it.</summary>
    public required long RecordedAt { get; init; }

    /// <summary>Column <c>tenant_id</c>.</summary>
    public required string? Tenant { get; init; }

    /// <summary>Column <c>mt_dotnet_type</c>.</summary>
    public required string? DotnetType { get; init; }

    /// <summary>Column <c>correlation_id</c>.</summary>
    public required string? Correlation { get; init; }

    /// <summary>Column <c>causation_id</c>.</summary>
    public required string? Causation { get; init; }

    /// <summary>Column <c>user_name</c>.</summary>
    public required string? Actor { get; init; }

    /// <summary>Column <c>headers</c>: PostgreSQL's text of it, UTF-8, which is the same for the same content.</summary>
    public required ReadOnlyMemory<byte>? Headers { get; init; }

    /// <summary>Column <c>is_archived</c>.</summary>
    public required bool? Archived { get; init; }

    /// <summary>Column <c>data</c>: PostgreSQL's text of it, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Column <c>bdata</c>, which nothing here writes.</summary>
    public required ReadOnlyMemory<byte>? Binary { get; init; }

    /// <summary>
    /// The SHA-256 of the canonical form: each field in the order above, a missing one as the byte 0, any other as the byte 1, its length
    /// in four bytes and its bytes; numbers in eight bytes, the highest first, ids in the sixteen bytes of RFC 9562, texts in UTF-8.
    /// </summary>
    public byte[] Hash()
    {
        var texts = Bytes(StreamType) + Bytes(Type) + Bytes(Tenant) + Bytes(DotnetType) + Bytes(Correlation) + Bytes(Causation) + Bytes(Actor);
        var room = ArrayPool<byte>.Shared.Rent(256 + texts + (Headers?.Length ?? 0) + Body.Length + (Binary?.Length ?? 0));
        try
        {
            var form = new Canonical(room);
            form.Write(Form);
            form.Write(Position);
            form.Write(Id);
            form.Write(Stream);
            form.Write(StreamType);
            form.Write(Version);
            form.Write(Type);
            form.Write(RecordedAt);
            form.Write(Tenant);
            form.Write(DotnetType);
            form.Write(Correlation);
            form.Write(Causation);
            form.Write(Actor);
            form.Write(Headers);
            form.Write(Archived is { } archived ? new byte[] { archived ? (byte)1 : (byte)0 } : (ReadOnlyMemory<byte>?)null);
            form.Write(Body);
            form.Write(Binary);
            return SHA256.HashData(room.AsSpan(0, form.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }

    /// <summary>The seal of this event.</summary>
    public Seal Seal() => new(Position, Id, Stream ?? Guid.Empty, Version, Convert.ToHexStringLower(Hash()));

    internal static EventRecord Read(NpgsqlDataReader reader) => new()
    {
        Position = reader.GetInt64(0),
        Id = reader.GetGuid(1),
        Stream = reader.IsDBNull(2) ? null : reader.GetGuid(2),
        StreamType = Text(reader, 3),
        Version = reader.GetInt64(4),
        Type = reader.GetString(5),
        RecordedAt = Microseconds(reader.GetDateTime(6)),
        Tenant = Text(reader, 7),
        DotnetType = Text(reader, 8),
        Correlation = Text(reader, 9),
        Causation = Text(reader, 10),
        Actor = Text(reader, 11),
        Headers = Bytes(reader, 12),
        Archived = reader.IsDBNull(13) ? null : reader.GetBoolean(13),
        Body = reader.GetFieldValue<byte[]>(14),
        Binary = Bytes(reader, 15),
    };

    internal static long Microseconds(DateTime time) => (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    internal static DateTime Time(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static ReadOnlyMemory<byte>? Bytes(NpgsqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
            return null;
        return reader.GetFieldValue<byte[]>(column);
    }

    private static int Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private ref struct Canonical(Span<byte> room)
    {
        private readonly Span<byte> room = room;

        public int Length { get; private set; }

        public void Write(long number) => BinaryPrimitives.WriteInt64BigEndian(Field(sizeof(long)), number);

        public void Write(Guid? id)
        {
            if (id is { } there)
                there.TryWriteBytes(Field(16), bigEndian: true, out _);
            else
                Missing();
        }

        public void Write(string? text)
        {
            if (text is not null)
                Encoding.UTF8.GetBytes(text, Field(Encoding.UTF8.GetByteCount(text)));
            else
                Missing();
        }

        public void Write(ReadOnlyMemory<byte>? bytes)
        {
            if (bytes is { } there)
                there.Span.CopyTo(Field(there.Length));
            else
                Missing();
        }

        private void Missing() => room[Length++] = 0;

        private Span<byte> Field(int length)
        {
            room[Length] = 1;
            BinaryPrimitives.WriteInt32BigEndian(room[(Length + 1)..], length);
            var field = room.Slice(Length + 5, length);
            Length += 5 + length;
            return field;
        }
    }
}
