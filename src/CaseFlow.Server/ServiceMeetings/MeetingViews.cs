using System.Diagnostics;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>What did this meeting see, say and resolve? Read from its own stream and those of its resolutions, so that a reprint says what was said.</summary>
public sealed class MeetingViews(CommandShell shell, MeetingTexts texts, Resolutions resolutions)
{
    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<MeetingViews, MeetingView>(
        "/service-meetings/{id:guid}",
        Permission.ReadMeetings,
        (MeetingRoutes.Tag, "One meeting: agenda, frozen figures, attendance, minutes, requests for support, and resolutions with all that happened to them."),
        [Resolutions.Projection],
        [],
        query =>
        {
            var id = query.PathId("id");
            return (views, asker, cancellation) => views.AskAsync(asker.Scope, ServiceMeetingId.From(id), cancellation);
        });

    /// <summary>The meeting; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<MeetingView>?> AskAsync(AccessScope scope, ServiceMeetingId meeting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var history = Streams.ServiceMeeting.Within(scope, await shell.HistoryAsync(meeting.Value, cancellation));
        if (history.Count == 0) return null;
        var opener = await texts.OpenerAsync([meeting.Value], cancellation);
        var view = history.Skip(1).Aggregate(Begin((ServiceMeetingConvened)history[0].Data, opener), (so, e) => After(so, e, opener)) with { Version = history[^1].Version };
        var found = new List<ResolutionView>();
        foreach (var entry in await resolutions.OfMeetingAsync(scope, meeting, (view.Inputs?.Open ?? []).Select(open => open.Resolution), cancellation))
            found.Add(await ResolutionAsync(entry, cancellation));
        return new(history[^1].Position, history[^1].RecordedAt, view with { Resolutions = found });
    }

    private static MeetingView Begin(ServiceMeetingConvened e, PersonalDataVault.Opener opener) => new()
    {
        Id = e.Meeting.Value,
        Level = e.Level,
        Region = AccessScope.Code(AccessScope.ProvinceOf(e.Region), AccessScope.CityOf(e.Region)),
        HeldOn = e.HeldOn,
        Chair = opener.Open(CustomerId.From(e.Meeting.Value), e.Chair),
        From = e.From,
        To = e.To,
        Departments = [.. e.Departments.Select(department => department.Code)],
        Version = 1,
    };

    private static MeetingView After(MeetingView view, RecordedEvent recorded, PersonalDataVault.Opener opener)
    {
        var at = recorded.Metadata.OccurredAt;
        return (ServiceMeetingEvent)recorded.Data switch
        {
            AgendaItemAdded e => view with { Agenda = [.. view.Agenda, new(e.Item.Value, e.Class, Open(e.Title), e.Grounds, null)] },
            AgendaItemMoved e => view with { Agenda = Moved(view.Agenda, e) },
            AgendaItemDropped e => view with
            {
                Agenda = [.. view.Agenda.Where(item => item.Id != e.Item.Value)],
                Dropped = [.. view.Dropped, new(view.Agenda.Single(item => item.Id == e.Item.Value), Open(e.Reason))],
            },
            MeetingInputsFrozen e => view with { Status = MeetingStatus.Frozen, Inputs = new(at, e.Tables, e.Resolutions) },
            ServiceMeetingHeld e => view with
            {
                Status = MeetingStatus.Held,
                HeldAt = at,
                Attendance = [.. e.Departments.Select(one => new AttendanceView(one.Department.Code, one.Attendance, Open(one.Person)))],
            },
            AgendaItemMinuted e => view with { Agenda = [.. view.Agenda.Select(item => item.Id == e.Item.Value ? item with { Minutes = Open(e.Minutes) } : item)] },
            SupportRequested e => view with { Requests = [.. view.Requests, new(e.Request.Value, Open(e.Need), e.Department.Code, at, null, null, null)] },
            SupportAnswered e => view with
            {
                Requests = [.. view.Requests.Select(one => one.Id == e.Request.Value ? one with { Answer = Open(e.Answer), AnsweredAt = at, AnsweredBy = recorded.Metadata.Actor } : one)],
            },
            MinutesPublished e => view with { Status = MeetingStatus.Published, PublishedAt = at, ApprovedBy = Open(e.ApprovedBy), CopiedTo = e.CopiedTo },
            _ => throw new UnreachableException(recorded.Type),
        };

        string? Open(Sealed? text) => opener.Open(CustomerId.From(view.Id), text);
    }

    private static List<AgendaItemView> Moved(IReadOnlyList<AgendaItemView> agenda, AgendaItemMoved moved)
    {
        var others = agenda.Where(item => item.Id != moved.Item.Value).ToList();
        others.Insert(Math.Min(moved.Place - 1, others.Count), agenda.Single(item => item.Id == moved.Item.Value));
        return others;
    }

    private async Task<ResolutionView> ResolutionAsync(ResolutionEntry entry, CancellationToken cancellation)
    {
        var history = await shell.HistoryAsync(entry.Id, cancellation);
        var opener = await texts.OpenerAsync([entry.Id], cancellation);
        string? Open(Sealed? text) => opener.Open(CustomerId.From(entry.Id), text);
        var decided = (ResolutionDecided)history[0].Data;
        var evidence = history.Select(e => e.Data).OfType<ResolutionDone>().SingleOrDefault()?.Evidence;
        return new(
            entry,
            decided.Item?.Value,
            Open(decided.ExpectedEvidence),
            Open(evidence?.Description),
            evidence?.Kpi,
            evidence?.Before,
            evidence?.After,
            [.. history.Skip(1).Select(e => new ResolutionStep(e.Type, e.Metadata.OccurredAt, e.Metadata.Actor, (ResolutionEvent)e.Data switch
            {
                ResolutionProgressReported reported => Open(reported.Report),
                ResolutionDropped dropped => Open(dropped.Reason),
                ResolutionDone done => Open(done.Evidence.Description),
                _ => null,
            }))]);
    }
}
