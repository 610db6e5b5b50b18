using System.Diagnostics;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>What a meeting looks at.</summary>
/// <param name="Level">Whose meeting it is.</param>
/// <param name="Territory">The city or the province.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
public sealed record MeetingOutlook(MeetingLevel Level, AccessScope Territory, DateOnly From, DateOnly To)
{
    /// <summary>How many months a trend shows at least.</summary>
    public const int TrendMonths = 6;

    /// <summary>How many months it looks at.</summary>
    public int Months => (To.Year - From.Year) * 12 + To.Month - From.Month + 1;

    /// <summary>Where its trends begin.</summary>
    public DateOnly TrendFrom => To.AddMonths(1 - Math.Max(TrendMonths, Months));

    /// <summary>What a meeting looks at.</summary>
    public static MeetingOutlook Of(ServiceMeeting meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        var territory = AccessScope.TryParse(AccessScope.Code(AccessScope.ProvinceOf(meeting.Region), AccessScope.CityOf(meeting.Region)))!;
        return new(meeting.Level, territory, Iso.TryMonth(meeting.From)!.Value, Iso.TryMonth(meeting.To)!.Value);
    }
}

/// <summary>The figures that a meeting looks at, asked of the read models. The same questions are asked when they are frozen and when it is told what has been restated since.</summary>
public sealed class MeetingInputs(RepeatComplaintRates rates, ContactsPerCase contacts, MeetingCompletion completion, Resolutions resolutions)
{
    /// <summary>The figures as they stand.</summary>
    public async Task<FreezeInputs> TakeAsync(MeetingOutlook outlook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var tables = new List<FrozenTable>();
        foreach (var (kpi, by, from) in Questions(outlook))
            tables.Add(await TableAsync(outlook.Territory, kpi, by, from, outlook.To, cancellation));
        return new(tables, [.. (await resolutions.OpenAsync(outlook.Territory, cancellation)).Select(row => new OpenResolution(ResolutionId.From(row.Resolution), row.Department, row.DueAt, row.CarriedOver))]);
    }

    /// <summary>One table of figures as they stand now.</summary>
    public async Task<FrozenTable> TableAsync(AccessScope territory, string kpi, string by, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var question = new KpiQuestion(from, to, [.. Enum.GetValues<KpiDimension>().Where(dimension => NameOf(dimension) == by)]);
        if (kpi == KpiCatalogue.RepeatComplaintRate.Id)
        {
            var answer = await rates.AskAsync(territory, question, cancellation);
            var (told, total) = (answer.Data, answer.Data.Total);
            return Table(answer, told.Definition, [.. told.Rows.Select(row => new FrozenRow(KeyOf(row, by), row.Numerator, row.Denominator, row.Rate))], new("", total.Numerator, total.Denominator, total.Rate));
        }

        if (kpi == KpiCatalogue.ContactsPerCase.Id)
        {
            var answer = await contacts.AskAsync(territory, question, cancellation);
            var (told, total) = (answer.Data, answer.Data.Total);
            return Table(answer, told.Definition, [.. told.Rows.Select(row => new FrozenRow(KeyOf(row, by), row.Numerator, row.Denominator, row.Average))], new("", total.Numerator, total.Denominator, total.Average));
        }

        if (kpi == KpiCatalogue.MeetingCompletion.Id)
        {
            var answer = await completion.AskAsync(territory, from, to, cancellation);
            var (told, total) = (answer.Data, answer.Data.Total);
            return Table(answer, told.Definition, [.. told.Departments.Select(row => new FrozenRow(row.Department!, row.Numerator, row.Denominator, row.Share))], new("", total.Numerator, total.Denominator, total.Share));
        }

        throw new UnreachableException(kpi);

        FrozenTable Table<T>(ReadAnswer<T> answer, KpiDefinition definition, IReadOnlyList<FrozenRow> rows, FrozenRow total) =>
            new(definition.Id, definition.Version, Iso.Month(from), Iso.Month(to), by, answer.Position, answer.AsOf, rows, total);
    }

    private static IEnumerable<(string Kpi, string By, DateOnly From)> Questions(MeetingOutlook outlook) =>
    [
        (KpiCatalogue.RepeatComplaintRate.Id, NameOf(KpiDimension.Month), outlook.TrendFrom),
        (KpiCatalogue.RepeatComplaintRate.Id, NameOf(KpiDimension.Topic), outlook.From),
        .. outlook.Level == MeetingLevel.Province ? [(KpiCatalogue.RepeatComplaintRate.Id, NameOf(KpiDimension.City), outlook.From)] : Array.Empty<(string, string, DateOnly)>(),
        (KpiCatalogue.ContactsPerCase.Id, NameOf(KpiDimension.Month), outlook.TrendFrom),
        (KpiCatalogue.MeetingCompletion.Id, "department", outlook.TrendFrom),
    ];

    private static string NameOf(KpiDimension dimension) => dimension.ToString().ToLowerInvariant();

    private static string KeyOf(KpiKey key, string by) => by switch
    {
        "month" => key.Month!,
        "city" => key.City!,
        "topic" => key.Topic!,
        _ => throw new UnreachableException(by),
    };
}
