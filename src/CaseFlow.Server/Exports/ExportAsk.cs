using System.Globalization;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Exports;

/// <summary>What somebody asks to take out.</summary>
public sealed record ExportAsk
{
    /// <summary>The parameter that stands for stable codes in the place of names in a language.</summary>
    public const string Codes = "codes";

    /// <summary>The part of the operator that it tells of.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>Who asks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Cases received, or events that happened, at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Which cases.</summary>
    public WorkListFilter Filter { get; init; } = new();

    /// <summary>In whose words things are named; null for stable codes.</summary>
    public string? Language { get; init; }

    /// <summary>Whether names, numbers and words of customers are in it in clear.</summary>
    public bool InClear { get; init; }

    /// <summary>What it is needed in clear for.</summary>
    public RevealPurpose? Purpose { get; init; }

    /// <summary>The case, of an export of one alone.</summary>
    public Guid? Complaint { get; init; }

    /// <summary>What is recorded of the filters: the values of choices and times, and of what was typed the filter's name alone, for it may name a person.</summary>
    public IReadOnlyList<string> Narrowed { get; init; } = [];

    /// <summary>What every export takes.</summary>
    public static IReadOnlyList<QueryParameter> Always { get; } =
    [
        .. QueryParameter.Always,
        new("from", "Received or happened at or after this time."),
        new("to", "Received or happened before this time."),
        new("labels", $"{Codes} (usual): stable codes; en or zh-CN: names in that language."),
    ];

    /// <summary>What exports of cases take beside.</summary>
    public static IReadOnlyList<QueryParameter> OfCases { get; } =
        [.. WorkListRoute.Filters.Select(one => one.Name == "status" ? one with { Meaning = "Statuses, with commas or given several times; all when left out, merged and withdrawn cases too." } : one)];

    /// <summary>What the table of cases takes beside.</summary>
    public static IReadOnlyList<QueryParameter> OfClear { get; } =
    [
        new("clear", "true: with names, numbers and summaries in clear, for who may reveal them; with purpose, which is recorded with each customer."),
        new("purpose", $"What they are needed in clear for: {string.Join(", ", Enum.GetNames<RevealPurpose>())}."),
    ];

    /// <summary>Reads the parameters; what is wrong is noted in the reader.</summary>
    public static ExportAsk Read(QueryReader query, Caller caller, bool ofCases, bool ofClear)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(caller);
        var (from, to, labels) = (query.Time("from"), query.Time("to"), query.Text("labels"));
        if (to <= from) query.Errors.Add("to", to < from ? FieldCodes.Reversed : FieldCodes.OutOfRange, "to lies after from.");
        if (labels is not null and not Codes && !Languages.All.Contains(labels)) query.Errors.Add("labels", FieldCodes.OutOfRange, $"labels is {Codes}, {string.Join(" or ", Languages.All)}.");
        var filter = ofCases ? WorkListRoute.Filter(query) : new();
        var inClear = ofClear && query.Flag("clear") is true;
        var purpose = ofClear ? query.Choice<RevealPurpose>("purpose") : null;
        if (inClear && purpose is null) query.Errors.Add("purpose", FieldCodes.Required, "purpose says what the export is needed in clear for.");
        return new()
        {
            Scope = query.Scope().Of(caller.Department),
            Caller = caller,
            From = from,
            To = to,
            Filter = filter,
            Language = labels is Codes ? null : labels,
            InClear = inClear,
            Purpose = inClear ? purpose : null,
            Narrowed = [.. Said("from", from), .. Said("to", to), .. ofCases ? NarrowedBy(filter) : []],
        };
    }

    private static IEnumerable<string> NarrowedBy(WorkListFilter filter) =>
    [
        .. Said("status", filter.Statuses), .. Said("kind", filter.Kinds), .. Said("level", filter.Levels),
        .. Said("unassigned", filter.Unassigned), .. Said("dueBefore", filter.DueBefore), .. Said("overdue", filter.Overdue), .. Said("repeat", filter.Repeat), .. Said("reopened", filter.Reopened),
        .. Typed("topic", filter.Topic), .. Typed("handler", filter.Handler), .. Typed("department", filter.Department), .. Typed("customer", filter.Customer), .. Typed("channel", filter.Channel),
        .. Typed("source", filter.Source), .. Typed("externalReference", filter.ExternalReference), .. Typed("dataFlag", filter.DataFlag),
    ];

    private static IEnumerable<string> Said<T>(string name, IReadOnlyList<T> chosen) => chosen.Count == 0 ? [] : [$"{name}={string.Join(',', chosen)}"];

    private static IEnumerable<string> Said(string name, DateTimeOffset? at) => at is { } given ? [$"{name}={Iso.Time(given)}"] : [];

    private static IEnumerable<string> Said(string name, bool? flag) => flag is { } given ? [string.Create(CultureInfo.InvariantCulture, $"{name}={given}")] : [];

    private static IEnumerable<string> Typed(string name, object? value) => value is null ? [] : [name];
}

/// <summary>A piece of an export, which is written before the next one is asked for.</summary>
/// <param name="Bytes">The piece.</param>
/// <param name="Rows">How many cases or events there are up to its end.</param>
/// <param name="Share">How much of the whole that is, as far as it is known.</param>
public readonly record struct ExportPart(ReadOnlyMemory<byte> Bytes, long Rows, double? Share = null);
