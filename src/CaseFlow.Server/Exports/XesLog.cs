using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using CaseFlow.Exports;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Exports;

/// <summary>Cases as an event log of IEEE 1849-2016 (XES): a trace for each case, with all its events whenever they happened.</summary>
public sealed class XesLog : IExportWriter
{
    /// <summary>The namespace of the standard.</summary>
    public const string Namespace = "http://www.xes-standard.org/";

    private static readonly (string Name, string Prefix)[] Extensions = [("Concept", "concept"), ("Time", "time"), ("Organizational", "org"), ("Lifecycle", "lifecycle"), ("Identity", "identity")];

    /// <inheritdoc/>
    public ExportForm Form => ExportForm.Xes;

    /// <inheritdoc/>
    public string FileName => "log.xes";

    /// <inheritdoc/>
    public string ContentType => "application/xml";

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportPart> WriteAsync(ExportReading reading, ExportMeans means, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(means);
        using var bytes = new MemoryStream();
        using var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = " ", NewLineChars = "\n" });
        Begin(xml);
        var events = 0L;
        await foreach (var cases in reading.CasesAsync(means.Now, cancellation))
        {
            var ofCases = await reading.EventsOfAsync(cases.Select(row => row.Complaint), cancellation);
            var said = await reading.SaidAsync(ofCases.SelectMany(rows => rows), cancellation);
            foreach (var row in cases)
            {
                Write(xml, row, ofCases[row.Complaint], said, means);
                events += ofCases[row.Complaint].Count();
            }

            yield return new(Taken(), events);
        }

        xml.WriteEndDocument();
        yield return new(Taken(), events);

        ReadOnlyMemory<byte> Taken()
        {
            xml.Flush();
            var taken = bytes.ToArray();
            bytes.SetLength(0);
            return taken;
        }
    }

    private static void Begin(XmlWriter xml)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("log", Namespace);
        xml.WriteAttributeString("xes.version", "1849.2016");
        foreach (var (name, prefix) in Extensions)
        {
            xml.WriteStartElement("extension", Namespace);
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("prefix", prefix);
            xml.WriteAttributeString("uri", $"{Namespace}{prefix}.xesext");
            xml.WriteEndElement();
        }

        Globals(xml, "trace", "concept:name");
        Globals(xml, "event", "concept:name", "org:resource", "lifecycle:transition");
        xml.WriteStartElement("classifier", Namespace);
        xml.WriteAttributeString("name", "Activity");
        xml.WriteAttributeString("keys", "concept:name");
        xml.WriteEndElement();
        Value(xml, "string", "concept:name", "CaseFlow");
        Value(xml, "string", "lifecycle:model", "standard");
    }

    /// <summary>What every trace or event has, with what stands for a missing value.</summary>
    private static void Globals(XmlWriter xml, string scope, params ReadOnlySpan<string> texts)
    {
        xml.WriteStartElement("global", Namespace);
        xml.WriteAttributeString("scope", scope);
        foreach (var key in texts)
            Value(xml, "string", key, "UNKNOWN");
        if (scope == "event") Value(xml, "date", "time:timestamp", "1970-01-01T00:00:00.000+00:00");
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, WorkListRow row, IEnumerable<LedgerRow> events, IReadOnlyDictionary<long, object> said, ExportMeans means)
    {
        var words = means.Words;
        xml.WriteStartElement("trace", Namespace);
        Value(xml, "string", "concept:name", $"{row.Complaint:D}");
        Value(xml, "string", "kind", words.Of(row.Kind));
        Value(xml, "string", "status", words.Of(row.Status));
        Value(xml, "string", "topic", words.Term(TermLists.Topics, row.Topic));
        Value(xml, "string", "region", words.Region(row.Province, row.City));
        Value(xml, "string", "channel", words.Term(TermLists.Channels, row.Channel));
        Value(xml, "string", "source", words.Term(TermLists.Sources, row.Source));
        Value(xml, "string", "level", words.Of(row.Level));
        Value(xml, "string", "customer", means.Names.Customer(row.Customer));
        if (row.Tier is not null) Value(xml, "string", "tier", words.Term(TermLists.Tiers, row.Tier));
        if (row.Department is not null) Value(xml, "string", "department", words.Term(TermLists.Departments, row.Department));
        Value(xml, "int", "episode", Iso.Number(row.Episode));
        Value(xml, "boolean", "repeat", row.RepeatLinks > 0 ? "true" : "false");
        if (row.DueAt is { } due) Value(xml, "date", "dueAt", Date(due));
        foreach (var e in events)
        {
            xml.WriteStartElement("event", Namespace);
            Value(xml, "string", "concept:name", words.Event(e.Type));
            Value(xml, "date", "time:timestamp", Date(e.OccurredAt));
            Value(xml, "string", "lifecycle:transition", "complete");
            Value(xml, "string", "org:resource", means.Names.Actor(e.Actor, e.Automation));
            Value(xml, "id", "identity:id", $"{e.Event:D}");
            Value(xml, "date", "recordedAt", Date(e.RecordedAt));
            Value(xml, "boolean", "automation", e.Automation ? "true" : "false");
            if (e.Stream != row.Complaint) Value(xml, "string", ObjectKinds.OfStream(e.StreamType).Name, $"{e.Stream:D}");
            foreach (var (value, text) in EventMeanings.Say(e.Type, said.GetValueOrDefault(e.Position)))
                Value(xml, value.Type switch { "integer" => "int", "time" => "date", var other => other }, value.Name, text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Value(XmlWriter xml, string type, string key, string value)
    {
        xml.WriteStartElement(type, Namespace);
        xml.WriteAttributeString("key", key);
        // Codes of an import may hold what XML cannot.
        xml.WriteAttributeString("value", value.All(XmlConvert.IsXmlChar) ? value : string.Concat(value.Where(XmlConvert.IsXmlChar)));
        xml.WriteEndElement();
    }

    private static string Date(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
