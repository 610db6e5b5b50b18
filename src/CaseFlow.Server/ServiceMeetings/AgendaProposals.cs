using CaseFlow.Access;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>What is proposed for an agenda, and why.</summary>
/// <param name="Class">Which of the four classes it belongs to.</param>
/// <param name="Grounds">The finding with its figures.</param>
public sealed record ProposedItem(AgendaClass Class, AgendaGrounds Grounds);

/// <summary>Proposes items of an agenda from the read models. A slice that finds something worth a meeting registers one.</summary>
public interface IAgendaProposer
{
    /// <summary>What is found for a meeting, the most pressing first.</summary>
    Task<IReadOnlyList<ProposedItem>> ProposeAsync(MeetingOutlook outlook, CancellationToken cancellation);
}

/// <summary>What do the read models propose for a meeting?</summary>
public sealed class AgendaProposals(CommandShell shell, IEnumerable<IAgendaProposer> proposers)
{
    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<AgendaProposals, IReadOnlyList<ProposedItem>>(
        "/service-meetings/{id:guid}/proposals",
        Permission.KeepMeetings,
        (MeetingRoutes.Tag, "What the read models propose for a meeting's agenda, with figures and why; what was taken on already is left out."),
        [RepeatComplaintRates.Projection, Resolutions.Projection, ServiceMeetingList.Projection],
        [],
        query =>
        {
            var id = query.PathId("id");
            return (proposals, asker, cancellation) => proposals.AskAsync(asker.Scope, ServiceMeetingId.From(id), cancellation);
        });

    /// <summary>The proposals for a meeting that is being prepared; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<IReadOnlyList<ProposedItem>>?> AskAsync(AccessScope scope, ServiceMeetingId meeting, CancellationToken cancellation)
    {
        var history = Streams.ServiceMeeting.Within(scope, await shell.HistoryAsync(meeting.Value, cancellation));
        if (history.Count == 0) return null;
        var state = Streams.ServiceMeeting.Fold(history);
        return new(history[^1].Position, history[^1].RecordedAt, state.IsPrepared ? await ForAsync(state, cancellation) : []);
    }

    /// <summary>The proposal of a finding; null when it is none any more.</summary>
    public async Task<ProposedItem?> FindAsync(ServiceMeeting meeting, AgendaFinding finding, string subject, CancellationToken cancellation) =>
        (await ForAsync(meeting, cancellation)).FirstOrDefault(item => item.Grounds.Finding == finding && item.Grounds.Subject == subject);

    /// <summary>What is proposed for a meeting and was not taken on.</summary>
    public async Task<IReadOnlyList<ProposedItem>> ForAsync(ServiceMeeting meeting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        var found = new List<ProposedItem>();
        foreach (var proposer in proposers)
            found.AddRange(await proposer.ProposeAsync(MeetingOutlook.Of(meeting), cancellation));
        return [.. found.Where(item => !meeting.TakenOn.Contains((item.Grounds.Finding, item.Grounds.Subject)))];
    }
}

/// <summary>Proposes the topics with most complaints, and those that rose most against as many months before.</summary>
public sealed class HotspotProposer(RepeatComplaintRates rates) : IAgendaProposer
{
    private const int MostTopics = 3;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProposedItem>> ProposeAsync(MeetingOutlook outlook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var now = await rates.AskAsync(outlook.Territory, new(outlook.From, outlook.To, [KpiDimension.Topic]), cancellation);
        var before = (await rates.AskAsync(outlook.Territory, new(outlook.From.AddMonths(-outlook.Months), outlook.From.AddMonths(-1), [KpiDimension.Topic]), cancellation))
            .Data.Rows.ToDictionary(row => row.Topic!, row => row.Denominator);
        var topics = now.Data.Rows.Where(row => row.Denominator > 0).Select(row => (Topic: row.Topic!, Now: row.Denominator, Before: before.GetValueOrDefault(row.Topic!))).ToList();
        var most = topics.OrderByDescending(topic => topic.Now).ThenBy(topic => topic.Topic, StringComparer.Ordinal).Take(MostTopics).ToList();
        var rising = topics.Except(most).Where(topic => topic.Now > topic.Before).OrderByDescending(topic => topic.Now - topic.Before).ThenBy(topic => topic.Topic, StringComparer.Ordinal).Take(MostTopics);
        return [.. most.Select(topic => Item(AgendaFinding.MostComplaints, topic)), .. rising.Select(topic => Item(AgendaFinding.LargestRise, topic))];

        ProposedItem Item(AgendaFinding finding, (string Topic, long Now, long Before) topic) => new(
            AgendaClass.Hotspot, new(finding, topic.Topic, now.Data.Definition.Id, now.Data.Definition.Version, now.Position, [new("complaints", topic.Now), new("before", topic.Before)]));
    }
}

/// <summary>Proposes topics, and for the province cities, whose complaints come back more often than those of the territory as a whole.</summary>
public sealed class WeakSpotProposer(RepeatComplaintRates rates) : IAgendaProposer
{
    private const int MostSpots = 3;

    /// <summary>A rate of fewer cases says nothing.</summary>
    private const int LeastCases = 5;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProposedItem>> ProposeAsync(MeetingOutlook outlook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var found = new List<ProposedItem>();
        KpiDimension[] dimensions = outlook.Level == MeetingLevel.Province ? [KpiDimension.City, KpiDimension.Topic] : [KpiDimension.Topic];
        foreach (var dimension in dimensions)
        {
            var answer = await rates.AskAsync(outlook.Territory, new(outlook.From, outlook.To, [dimension]), cancellation);
            var (told, total) = (answer.Data, answer.Data.Total.Rate ?? 0);
            found.AddRange(told.Rows
                .Where(row => row.Denominator >= LeastCases && row.Rate > total)
                .OrderByDescending(row => row.Rate).ThenBy(row => row.City ?? row.Topic, StringComparer.Ordinal).Take(MostSpots)
                .Select(row => new ProposedItem(AgendaClass.WeakSpot, new(
                    AgendaFinding.RepeatRateAbove, (row.City ?? row.Topic)!, told.Definition.Id, told.Definition.Version, answer.Position,
                    [new("rate", row.Rate!.Value), new("overall", total), new("repeats", row.Numerator), new("cases", row.Denominator)]))));
        }

        return found;
    }
}

/// <summary>Proposes the departments whose resolutions are overdue.</summary>
public sealed class ResolutionProposer(Resolutions resolutions, TimeProvider clock) : IAgendaProposer
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProposedItem>> ProposeAsync(MeetingOutlook outlook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var now = clock.GetUtcNow();
        var open = await resolutions.OpenAsync(outlook.Territory, cancellation);
        return
        [
            .. from department in open.GroupBy(row => row.Department)
               let overdue = department.Count(row => row.DueAt < now)
               where overdue > 0
               orderby overdue descending, department.Key
               select new ProposedItem(AgendaClass.FocusIssue, new(
                   AgendaFinding.ResolutionsOverdue, department.Key, "", "", 0, [new("overdue", overdue), new("open", department.Count()), new("carried", department.Max(row => row.CarriedOver))])),
        ];
    }
}

/// <summary>Proposes to the province what its cities asked for and nobody answered.</summary>
public sealed class SupportProposer(ServiceMeetingList meetings) : IAgendaProposer
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProposedItem>> ProposeAsync(MeetingOutlook outlook, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        if (outlook.Level == MeetingLevel.City) return [];
        return
        [
            .. from city in await meetings.AskingAsync(outlook.Territory, cancellation)
               select new ProposedItem(AgendaClass.CrossDepartment, new(AgendaFinding.SupportAsked, city.Region, "", "", 0, [new("requests", city.Requests)])),
        ];
    }
}
