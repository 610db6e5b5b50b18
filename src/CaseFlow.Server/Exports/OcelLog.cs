using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CaseFlow.Exports;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Exports;

/// <summary>
/// Events as an object-centric log (OCEL 2.0, JSON): each with all the objects that it is about. The objects come last, so that an entry for
/// each is kept in memory, of about a hundred bytes, while the events pass by.
/// </summary>
public sealed class OcelLog : IExportWriter
{
    private const string Text = "string";

    private static readonly string[] CaseAttributes = ["kind", "topic", "region", "channel", "source", "tier", "brand", "roaming", "status", "level", "episode"];

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <inheritdoc/>
    public ExportForm Form => ExportForm.Ocel;

    /// <inheritdoc/>
    public string FileName => "log.ocel.json";

    /// <inheritdoc/>
    public string ContentType => "application/json";

    /// <summary>An object that events were about, and what it is to others.</summary>
    private sealed class Seen(ObjectKind kind)
    {
        public ObjectKind Kind => kind;

        public List<(string Id, string Qualifier)> Ties { get; } = new(capacity: 2);

        public void Tie(string id, string qualifier)
        {
            if (!Ties.Contains((id, qualifier))) Ties.Add((id, qualifier));
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportPart> WriteAsync(ExportReading reading, ExportMeans means, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(means);
        var bytes = new ArrayBufferWriter<byte>(1 << 16);
        await using var json = new Utf8JsonWriter(bytes, Written);
        var objects = new Dictionary<string, Seen>();
        json.WriteStartObject();
        WriteTypes(json);
        json.WriteStartArray("events");
        var written = 0L;
        await foreach (var rows in reading.EventsAsync(cancellation))
        {
            var said = await reading.SaidAsync(rows, cancellation);
            var named = rows.ToDictionary(row => row.Position, row => EventMeanings.Name(row.Type, said.GetValueOrDefault(row.Position)).ToList());
            var visible = await reading.VisibleAsync(named.Values.SelectMany(all => all).Where(one => one.Kind == ObjectKinds.Case).Select(one => (Guid?)Guid.Parse(one.Id)), cancellation);
            foreach (var row in rows)
                WriteEvent(json, row, said.GetValueOrDefault(row.Position), [.. named[row.Position].Where(one => one.Kind != ObjectKinds.Case || visible.Contains(Guid.Parse(one.Id)))], objects, means);
            written += rows.Count;
            json.Flush();
            yield return new(bytes.WrittenMemory, written, reading.Share(rows[^1].Position));
            bytes.ResetWrittenCount();
        }

        json.WriteEndArray();
        json.WriteStartArray("objects");
        foreach (var some in objects.Chunk(500))
        {
            var cases = await reading.CasesOfAsync(some.Where(one => one.Value.Kind == ObjectKinds.Case).Select(one => Guid.Parse(one.Key)), cancellation);
            foreach (var (id, seen) in some)
                WriteObject(json, id, seen, seen.Kind == ObjectKinds.Case ? cases.GetValueOrDefault(Guid.Parse(id)) : null);
            json.Flush();
            yield return new(bytes.WrittenMemory, written);
            bytes.ResetWrittenCount();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        yield return new(bytes.WrittenMemory, written);
    }

    private static void WriteTypes(Utf8JsonWriter json)
    {
        json.WriteStartArray("eventTypes");
        foreach (var type in ObjectKinds.All.SelectMany(kind => kind.EventNames))
            WriteType(json, type, [new("automation", "boolean"), new("recordedAt", "time"), .. EventMeanings.All.TryGetValue(type, out var meaning) ? meaning.Values : []]);
        json.WriteEndArray();
        json.WriteStartArray("objectTypes");
        foreach (var kind in ObjectKinds.All)
            WriteType(json, kind.Name, kind == ObjectKinds.Case ? CaseAttributes.Select(name => new SaidValue(name, name == "episode" ? "integer" : Text)) : []);
        json.WriteEndArray();
    }

    private static void WriteType(Utf8JsonWriter json, string name, IEnumerable<SaidValue> attributes)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartArray("attributes");
        foreach (var attribute in attributes)
        {
            json.WriteStartObject();
            json.WriteString("name", attribute.Name);
            json.WriteString("type", attribute.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, LedgerRow row, object? said, List<NamedObject> named, Dictionary<string, Seen> objects, ExportMeans means)
    {
        var (own, kind) = ($"{row.Stream:D}", ObjectKinds.OfStream(row.StreamType));
        var about = See(own, kind);
        var related = new List<(string Id, string Qualifier)> { (own, "subject") };
        if (row.Complaint is { } complaint && complaint != row.Stream) Relate($"{complaint:D}", ObjectKinds.Case, "case", "belongs to");
        if (row.Customer is { } customer) Relate(means.Names.Customer(customer), ObjectKinds.Customer, "customer", "of");
        Relate(means.Names.Actor(row.Actor, row.Automation), ObjectKinds.Actor, "by", null);
        foreach (var one in named)
            Relate(one.Id, one.Kind, one.Qualifier, one.Tie);

        json.WriteStartObject();
        json.WriteString("id", $"{row.Event:D}");
        json.WriteString("type", row.Type);
        json.WriteString("time", Time(row.OccurredAt));
        json.WriteStartArray("attributes");
        WriteAttribute(json, "automation", row.Automation ? "true" : "false");
        WriteAttribute(json, "recordedAt", Time(row.RecordedAt));
        foreach (var (value, text) in EventMeanings.Say(row.Type, said))
            WriteAttribute(json, value.Name, text);
        json.WriteEndArray();
        WriteRelations(json, related);
        json.WriteEndObject();

        Seen See(string id, ObjectKind of)
        {
            if (!objects.TryGetValue(id, out var seen)) objects[id] = seen = new(of);
            return seen;
        }

        void Relate(string id, ObjectKind of, string qualifier, string? tie)
        {
            // What has no id of the system's own is told apart from others by its kind.
            var unique = of.StreamType is null && of != ObjectKinds.Customer ? $"{of.Name}:{id}" : id;
            See(unique, of);
            related.Add((unique, qualifier));
            if (tie is not null) about.Tie(unique, tie);
        }
    }

    private static void WriteObject(Utf8JsonWriter json, string id, Seen seen, WorkListRow? row)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", seen.Kind.Name);
        if (row is not null)
        {
            json.WriteStartArray("attributes");
            foreach (var (name, value) in CaseAttributes.Zip(
                (string?[])[$"{row.Kind}", row.Topic, AccessScope.Code(row.Province, row.City), row.Channel, row.Source, row.Tier, row.Brand, $"{row.Roaming}", $"{row.Status}", $"{row.Level}", Iso.Number(row.Episode)]))
            {
                // What changes is known as it stands after the last activity; its course is told by the events.
                if (value is not null) WriteAttribute(json, name, value, Time(name is "status" or "level" or "episode" ? row.LastActivityAt : row.RegisteredAt));
            }

            json.WriteEndArray();
        }

        WriteRelations(json, seen.Ties);
        json.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter json, string name, string value, string? time = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        if (time is not null) json.WriteString("time", time);
        json.WriteEndObject();
    }

    private static void WriteRelations(Utf8JsonWriter json, IEnumerable<(string Id, string Qualifier)> related)
    {
        json.WriteStartArray("relationships");
        foreach (var (id, qualifier) in related)
        {
            json.WriteStartObject();
            json.WriteString("objectId", id);
            json.WriteString("qualifier", qualifier);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
