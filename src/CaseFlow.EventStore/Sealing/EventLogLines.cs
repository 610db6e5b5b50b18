using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CaseFlow.EventStore.Sealing;

/// <summary>A line of an event log.</summary>
public abstract record EventLogLine;

/// <summary>The first line: what the log holds.</summary>
/// <param name="ExportedAt">When it was written.</param>
/// <param name="From">The first position that was asked for; null for all.</param>
/// <param name="To">The last position that was asked for; null for all.</param>
/// <param name="StartNumber">The number of the checkpoint before the first one in it; 0 at the beginning.</param>
/// <param name="StartChain">The chain's value before its first stretch, in hexadecimal.</param>
public sealed record EventLogHeader(DateTimeOffset ExportedAt, long? From, long? To, long StartNumber, string StartChain) : EventLogLine;

/// <summary>A checkpoint; its events follow.</summary>
/// <param name="Stretch">The checkpoint with its seals.</param>
public sealed record EventLogCheckpoint(SealedStretch Stretch) : EventLogLine;

/// <summary>An event with its hash.</summary>
/// <param name="Event">All that was stored.</param>
/// <param name="Hash">The SHA-256 of its canonical form, in hexadecimal.</param>
public sealed record EventLogEvent(EventRecord Event, string Hash) : EventLogLine;

/// <summary>The last line: what there should have been.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Checkpoints">How many checkpoints.</param>
/// <param name="Chain">The chain's value at the end, in hexadecimal.</param>
public sealed record EventLogEnd(long Events, long Checkpoints, string Chain) : EventLogLine;

/// <summary>Writes and reads lines. The name of a line's first field says what it is: <c>log</c>, <c>checkpoint</c>, <c>position</c> or <c>end</c>.</summary>
internal static class EventLogLines
{
    private const string Version = "caseflow-events/1";

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonReaderOptions Taken = new() { MaxDepth = 1_000 };

    private sealed record HeaderFields(string Log, DateTimeOffset ExportedAt, long? From, long? To, long StartNumber, string StartChain);

    private sealed record CheckpointFields(ChainCheckpoint Checkpoint, byte[] Seals);

    private sealed record EndFields(EventLogEnd End);

    public static byte[] Of(EventLogHeader header) => Line(new HeaderFields(Version, header.ExportedAt, header.From, header.To, header.StartNumber, header.StartChain));

    public static byte[] Of(SealedStretch stretch) => Line(new CheckpointFields(stretch.Checkpoint, Seal.WriteAll(stretch.Seals ?? [])));

    public static byte[] Of(EventLogEnd end) => Line(new EndFields(end));

    /// <summary>The bodies stand in it letter by letter as PostgreSQL tells them, because that is what the hash covers.</summary>
    public static void Write(EventRecord stored, string hash, IBufferWriter<byte> to)
    {
        using (var json = new Utf8JsonWriter(to, Written))
        {
            json.WriteStartObject();
            json.WriteNumber("position"u8, stored.Position);
            json.WriteString("id"u8, stored.Id);
            json.WriteString("stream"u8, stored.Stream?.ToString());
            json.WriteString("streamType"u8, stored.StreamType);
            json.WriteNumber("version"u8, stored.Version);
            json.WriteString("type"u8, stored.Type);
            json.WriteNumber("recordedAt"u8, stored.RecordedAt);
            json.WriteString("tenant"u8, stored.Tenant);
            json.WriteString("dotnetType"u8, stored.DotnetType);
            json.WriteString("correlation"u8, stored.Correlation);
            json.WriteString("causation"u8, stored.Causation);
            json.WriteString("actor"u8, stored.Actor);
            if (stored.Archived is { } archived)
                json.WriteBoolean("archived"u8, archived);
            if (stored.Headers is { } headers)
            {
                json.WritePropertyName("headers"u8);
                json.WriteRawValue(headers.Span, skipInputValidation: true);
            }
            json.WritePropertyName("data"u8);
            json.WriteRawValue(stored.Body.Span, skipInputValidation: true);
            if (stored.Binary is { } binary)
                json.WriteBase64String("binary"u8, binary.Span);
            json.WriteString("hash"u8, hash);
            json.WriteEndObject();
        }
        to.Write("\n"u8);
    }

    /// <exception cref="InvalidDataException">It is no line of an event log.</exception>
    public static EventLogLine Parse(string text, long number)
    {
        try
        {
            var line = Encoding.UTF8.GetBytes(text);
            return text switch
            {
                _ when text.StartsWith("{\"position\":", StringComparison.Ordinal) => ParseEvent(line),
                _ when text.StartsWith("{\"checkpoint\":", StringComparison.Ordinal) && Read<CheckpointFields>(line) is { Checkpoint: not null, Seals: not null } fields =>
                    new EventLogCheckpoint(new(fields.Checkpoint, Seal.ReadAll(fields.Seals))),
                _ when text.StartsWith("{\"log\":", StringComparison.Ordinal) && Read<HeaderFields>(line) is { Log: Version, StartChain.Length: 64 } fields =>
                    new EventLogHeader(fields.ExportedAt, fields.From, fields.To, fields.StartNumber, Convert.ToHexStringLower(Convert.FromHexString(fields.StartChain))),
                _ when text.StartsWith("{\"end\":", StringComparison.Ordinal) && Read<EndFields>(line) is { End: not null } fields => fields.End,
                _ => throw new InvalidDataException($"Line {number} is no line of an event log ({Version})."),
            };
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"Line {number} cannot be read: {fault.Message}", fault);
        }
    }

    private static EventLogEvent ParseEvent(byte[] line)
    {
        var texts = new Dictionary<string, string?>();
        var (position, version, recordedAt) = (0L, 0L, 0L);
        bool? archived = null;
        ReadOnlyMemory<byte>? headers = null, data = null, binary = null;
        var json = new Utf8JsonReader(line, Taken);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            switch (name)
            {
                case "position": position = json.GetInt64(); break;
                case "version": version = json.GetInt64(); break;
                case "recordedAt": recordedAt = json.GetInt64(); break;
                case "archived": archived = json.GetBoolean(); break;
                case "binary": binary = json.GetBytesFromBase64(); break;
                case "headers": headers = Raw(ref json, line); break;
                case "data": data = Raw(ref json, line); break;
                default: texts[name] = json.GetString(); break;
            }
        }
        return new(
            new()
            {
                Position = position,
                Id = Guid.Parse(texts["id"]!),
                Stream = texts.GetValueOrDefault("stream") is { } stream ? Guid.Parse(stream) : null,
                StreamType = texts.GetValueOrDefault("streamType"),
                Version = version,
                Type = texts.GetValueOrDefault("type") ?? throw new JsonException("type is missing."),
                RecordedAt = recordedAt,
                Tenant = texts.GetValueOrDefault("tenant"),
                DotnetType = texts.GetValueOrDefault("dotnetType"),
                Correlation = texts.GetValueOrDefault("correlation"),
                Causation = texts.GetValueOrDefault("causation"),
                Actor = texts.GetValueOrDefault("actor"),
                Headers = headers,
                Archived = archived,
                Body = data ?? throw new JsonException("data is missing."),
                Binary = binary,
            },
            texts.GetValueOrDefault("hash") ?? throw new JsonException("hash is missing."));
    }

    private static ReadOnlyMemory<byte> Raw(ref Utf8JsonReader json, byte[] line)
    {
        var begin = (int)json.TokenStartIndex;
        json.Skip();
        return line.AsMemory(begin, (int)json.BytesConsumed - begin);
    }

    private static byte[] Line<T>(T fields) => [.. JsonSerializer.SerializeToUtf8Bytes(fields, ChainCheckpoint.Json), (byte)'\n'];

    private static T? Read<T>(byte[] line) => JsonSerializer.Deserialize<T>(line, ChainCheckpoint.Json);
}
