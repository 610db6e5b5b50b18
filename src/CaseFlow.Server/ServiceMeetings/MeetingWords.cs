using System.Globalization;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;
using CaseFlow.ServiceMeetings;
using CaseFlow.Warnings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>What meetings and their figures are called, in the reader's language.</summary>
public sealed record MeetingWords(Words Words, TermNames Names)
{
    /// <summary>What an item of the agenda is about.</summary>
    public string Title(AgendaItemView item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item switch
        {
            { Title: { } title } => title,
            { Grounds: { } grounds } => Title(grounds),
            _ => "",
        };
    }

    /// <summary>What a proposal is about.</summary>
    public string Title(AgendaGrounds grounds)
    {
        ArgumentNullException.ThrowIfNull(grounds);
        return Words["Meeting.ProposedTitle", Words.Of(grounds.Finding), Subject(grounds)];
    }

    /// <summary>Why it was proposed, with its figures.</summary>
    public string Why(AgendaGrounds grounds)
    {
        ArgumentNullException.ThrowIfNull(grounds);
        var figures = grounds.Figures.Select(figure => (object?)figure.Value.ToString("0.##", CultureInfo.CurrentCulture)).ToArray();
        return grounds.Finding switch
        {
            AgendaFinding.MostComplaints => Words["Meeting.WhyMostComplaints", figures],
            AgendaFinding.LargestRise => Words["Meeting.WhyLargestRise", figures],
            AgendaFinding.RepeatRateAbove => Words["Meeting.WhyRepeatRateAbove", Rate(grounds, 0), Rate(grounds, 1), figures[2], figures[3]],
            AgendaFinding.ResolutionsOverdue => Words["Meeting.WhyResolutionsOverdue", figures],
            AgendaFinding.SupportAsked => Words["Meeting.WhySupportAsked", figures],
            AgendaFinding.WarningRaised => Words["Meeting.WhyWarningRaised", figures[0], Words.Of((WarningGrade)(int)(grounds.Figures[1].Value - 1)), figures[2]],
        };
    }

    /// <summary>A city or a province.</summary>
    public string Place(string region) => Names[TermLists.Regions, region];

    /// <summary>A city or a province without what it stands under, as the title of a document names it.</summary>
    public string OwnPlace(string region) => Names.Own(TermLists.Regions, region);

    /// <summary>A department.</summary>
    public string Department(string code) => Names.Own(TermLists.Departments, code);

    /// <summary>The months that a meeting looks at.</summary>
    public string Period(string from, string to) => from == to ? from : Words["Meeting.Months", from, to];

    /// <summary>What a KPI is called.</summary>
    public string Kpi(string id) => Names.Kpi(id);

    /// <summary>What a row of figures is of.</summary>
    public string Key(string by, string key) => by switch
    {
        "city" => Names[TermLists.Regions, key],
        "topic" => Names[TermLists.Topics, key],
        "department" => Department(key),
        _ => key,
    };

    /// <summary>What the rows of a table are told apart by.</summary>
    public string Heading(string by) => by switch
    {
        "city" => Words.Of(KpiDimension.City),
        "topic" => Words.Of(KpiDimension.Topic),
        "department" => Words["Field.department"],
        _ => Words["Kpi.Month"],
    };

    /// <summary>A value to two decimals; a dash where there is none.</summary>
    public static string Value(decimal? value) => value?.ToString("0.00", CultureInfo.CurrentCulture) ?? "–";

    /// <summary>A value of a table that a meeting saw, with its unit; a dash where there is none.</summary>
    public string Value(FrozenTable table, decimal? value)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Kpi == KpiCatalogue.RepeatComplaintRate.Id ? Words.Rate(value, RateWords.UnitOf(table.Total.Value, table.Total.Numerator, table.Total.Denominator))
            : table.Kpi == KpiCatalogue.MeetingCompletion.Id ? Words.Rate(value, 100)
            : Value(value);
    }

    /// <summary>A count.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    private string Rate(AgendaGrounds grounds, int figure) =>
        Words.Rate(grounds.Figures[figure].Value, RateWords.UnitOf(grounds.Figures[0].Value, (long)grounds.Figures[2].Value, (long)grounds.Figures[3].Value));

    private string Subject(AgendaGrounds grounds) => grounds.Finding switch
    {
        AgendaFinding.MostComplaints or AgendaFinding.LargestRise => Names[TermLists.Topics, grounds.Subject],
        AgendaFinding.RepeatRateAbove or AgendaFinding.WarningRaised => Names[Names.Knows(TermLists.Topics, grounds.Subject) ? TermLists.Topics : TermLists.Regions, grounds.Subject],
        AgendaFinding.ResolutionsOverdue => Department(grounds.Subject),
        AgendaFinding.SupportAsked => Place(grounds.Subject),
    };
}
