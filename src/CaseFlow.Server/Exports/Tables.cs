using System.Runtime.CompilerServices;
using CaseFlow.Exports;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CsvHelper;

namespace CaseFlow.Server.Exports;

/// <summary>A table as a file of lines that Excel opens right: a byte order mark, CRLF, and nothing that it would take for a formula.</summary>
internal sealed class TableFile : IDisposable
{
    /// <summary>Excel takes the wide forms of a Chinese keyboard for the beginning of a formula, too.</summary>
    private const string Wide = "＝＋－＠";

    private readonly MemoryStream bytes = new();
    private readonly CsvWriter csv;

    public TableFile() => csv = CsvWriter.Create(bytes, new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape });

    /// <summary>Adds a line.</summary>
    public void Add(IEnumerable<string?> fields)
    {
        foreach (var field in fields)
            csv.WriteField(field is { Length: > 0 } && Wide.Contains(field[0], StringComparison.Ordinal) ? $"'{field}" : field);
        csv.EndRecord();
    }

    /// <summary>What was added since the last time.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        csv.Flush();
        var taken = bytes.ToArray();
        bytes.SetLength(0);
        return taken;
    }

    public void Dispose() => csv.Dispose();
}

/// <summary>A column of a table.</summary>
/// <param name="Code">Its name for programs; that of the field in the API's answers.</param>
/// <param name="Key">The text that people read above it.</param>
/// <param name="Of">What stands in it.</param>
internal sealed record TableColumn<TRow>(string Code, string Key, Func<TRow, ExportMeans, string?> Of);

/// <summary>Cases as a table: a line for each.</summary>
public sealed class CaseTable : IExportWriter
{
    private static readonly TableColumn<WorkListRow>[] Columns =
    [
        new("id", "Column.case", (row, _) => $"{row.Complaint:D}"),
        new("kind", "Column.kind", (row, means) => means.Words.Of(row.Kind)),
        new("status", "Column.status", (row, means) => means.Words.Of(row.Status)),
        new("topic", "Column.topic", (row, means) => means.Words.Term(TermLists.Topics, row.Topic)),
        new("region", "Column.region", (row, means) => means.Words.Region(row.Province, row.City)),
        new("channel", "Column.channel", (row, means) => means.Words.Term(TermLists.Channels, row.Channel)),
        new("source", "Column.source", (row, means) => means.Words.Term(TermLists.Sources, row.Source)),
        new("registeredAt", "Column.registeredAt", (row, means) => means.Words.Time(row.RegisteredAt)),
        new("recordedAt", "Column.recordedAt", (row, means) => means.Words.Time(row.RecordedAt)),
        new("dueAt", "Column.dueAt", (row, means) => means.Words.Time(row.DueAt)),
        new("overdue", "Column.overdue", (row, means) => means.Words.Flag(row.DueAt < means.Now && WorkListFilter.Waiting.Contains(row.Status))),
        new("lastActivityAt", "Column.lastActivityAt", (row, means) => means.Words.Time(row.LastActivityAt)),
        new("priority", "Column.priority", (row, means) => row.Priority is { } priority ? means.Words.Of(priority) : ""),
        new("points", "Column.points", (row, _) => row.Points is { } points ? Iso.Number(points) : ""),
        new("level", "Column.level", (row, means) => means.Words.Of(row.Level)),
        new("handler", "Column.handler", (row, means) => row.Handler is { } handler ? means.Names.Staff(handler) : ""),
        new("department", "Column.department", (row, means) => means.Words.Term(TermLists.Departments, row.Department)),
        new("askedDepartment", "Column.askedDepartment", (row, means) => means.Words.Term(TermLists.Departments, row.AskedDepartment)),
        new("episode", "Column.episode", (row, _) => Iso.Number(row.Episode)),
        new("bounces", "Column.bounces", (row, _) => Iso.Number(row.Bounces)),
        new("contacts", "Column.contacts", (row, _) => Iso.Number(row.Contacts)),
        new("repeat", "Column.repeat", (row, means) => means.Words.Flag(row.RepeatLinks > 0)),
        new("mergedInto", "Column.mergedInto", (row, _) => row.MergedInto is { } into ? $"{into:D}" : ""),
        new("customer", "Column.customer", (row, means) => means.Names.Customer(row.Customer)),
        new("tier", "Column.tier", (row, means) => means.Words.Term(TermLists.Tiers, row.Tier)),
        new("brand", "Column.brand", (row, means) => means.Words.Term(TermLists.Brands, row.Brand)),
        new("roaming", "Column.roaming", (row, means) => means.Words.Of(row.Roaming)),
    ];

    private static readonly (string Code, string Key)[] InClear = [("name", "Column.name"), ("serviceNumber", "Column.serviceNumber"), ("summary", "Column.summary")];

    /// <inheritdoc/>
    public ExportForm Form => ExportForm.Cases;

    /// <inheritdoc/>
    public string FileName => "cases.csv";

    /// <inheritdoc/>
    public string ContentType => "text/csv";

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportPart> WriteAsync(ExportReading reading, ExportMeans means, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(means);
        using var file = new TableFile();
        file.Add(Columns.Select(column => means.Words.Heading(column.Code, column.Key)).Concat(means.Ask.InClear ? InClear.Select(column => means.Words.Heading(column.Code, column.Key)) : []));
        var written = 0L;
        await foreach (var rows in reading.CasesAsync(means.Now, cancellation))
        {
            var view = means.Ask.InClear ? await means.DiscloseAsync([.. rows.Select(row => CustomerId.From(row.Customer)).Distinct()]) : null;
            foreach (var row in rows)
                file.Add([.. Columns.Select(column => column.Of(row, means)), .. view is null ? [] : Opened(row, view)]);
            written += rows.Count;
            yield return new(file.Take(), written);
        }

        yield return new(file.Take(), written);
    }

    private static string?[] Opened(WorkListRow row, PersonalView view)
    {
        var customer = CustomerId.From(row.Customer);
        return [view.ShowName(customer, row.Name), view.ShowNumber(customer, row.ServiceNumber), view.Show(customer, row.Summary)];
    }
}

/// <summary>Events as a table: a line for each, with its case, what was done, when and by whom, as tools for process mining read it.</summary>
public sealed class ActivityTable : IExportWriter
{
    private static readonly TableColumn<LedgerRow>[] Columns =
    [
        new("case", "Column.case", (row, _) => row.Complaint is { } complaint ? $"{complaint:D}" : ""),
        new("activity", "Column.activity", (row, means) => means.Words.Event(row.Type)),
        new("occurredAt", "Column.occurredAt", (row, means) => means.Words.Time(row.OccurredAt)),
        new("recordedAt", "Column.recordedAt", (row, means) => means.Words.Time(row.RecordedAt)),
        new("actor", "Column.actor", (row, means) => means.Names.Actor(row.Actor, row.Automation)),
        new("automation", "Column.automation", (row, means) => means.Words.Flag(row.Automation)),
        new("region", "Column.region", (row, means) => means.Words.Region(row.Province, row.City)),
        new("customer", "Column.customer", (row, means) => row.Customer is { } customer ? means.Names.Customer(customer) : ""),
        new("streamType", "Column.object", (row, means) => means.Words.Heading(row.StreamType, ObjectKinds.OfStream(row.StreamType).Text!)),
        new("stream", "Column.objectId", (row, _) => $"{row.Stream:D}"),
        new("version", "Column.version", (row, _) => Iso.Number(row.Version)),
        new("position", "Column.position", (row, _) => Iso.Number(row.Position)),
        new("id", "Column.event", (row, _) => $"{row.Event:D}"),
    ];

    /// <inheritdoc/>
    public ExportForm Form => ExportForm.Activities;

    /// <inheritdoc/>
    public string FileName => "activities.csv";

    /// <inheritdoc/>
    public string ContentType => "text/csv";

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExportPart> WriteAsync(ExportReading reading, ExportMeans means, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(means);
        using var file = new TableFile();
        file.Add(Columns.Select(column => means.Words.Heading(column.Code, column.Key)));
        var written = 0L;
        await foreach (var rows in reading.EventsAsync(cancellation))
        {
            foreach (var row in rows)
                file.Add(Columns.Select(column => column.Of(row, means)));
            written += rows.Count;
            yield return new(file.Take(), written, reading.Share(rows[^1].Position));
        }

        yield return new(file.Take(), written);
    }
}
