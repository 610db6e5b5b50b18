using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.ServiceMeetings;
using CaseFlow.ServiceMeetings;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Proposes to a meeting what was warned of in its months: each topic once, with its gravest warning first, and those about no topic by their place.</summary>
public sealed class WarningProposer(WarningBoard board) : IAgendaProposer
{
    private const int MostItems = 5;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProposedItem>> ProposeAsync(MeetingOutlook outlook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var zone = ReportingZone.Operator;
        var raised = await board.RaisedAsync(outlook.Territory, zone.Begin(outlook.From), zone.Begin(outlook.To.AddMonths(1)), cancellation);
        return
        [
            .. raised.Data.GroupBy(row => row.Topic.Length > 0 ? row.Topic : AccessScope.Code(row.Province, row.City)).Take(MostItems).Select(about => new ProposedItem(
                ClassOf(about.First().Kind),
                new(AgendaFinding.WarningRaised, about.Key, "", "", raised.Position, [new("warnings", about.Count()), new("grade", (int)about.First().Grade + 1), new("observed", about.First().Observed)]))),
        ];
    }

    private static AgendaClass ClassOf(WarningKind kind) => kind switch
    {
        WarningKind.Volume or WarningKind.Spike or WarningKind.Cluster => AgendaClass.Hotspot,
        WarningKind.RepeatComplaints or WarningKind.LowScores => AgendaClass.WeakSpot,
        WarningKind.Breaches => AgendaClass.CrossDepartment,
        WarningKind.Source => AgendaClass.FocusIssue,
    };
}
