using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Emergencies;

/// <summary>How does this emergency stand, now or as it was known at a moment? Told from its own events, which a report printed later tells the same way.</summary>
public sealed class EmergencyViews(EmergencyFiles files)
{
    private static readonly QueryParameter[] Parameters = [new("asOf", "As it was known at this moment; now when left out.")];

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<EmergencyViews, EmergencyView>(
        "/emergencies/{id:guid}",
        Permission.ReadEmergencies,
        (EmergencyRoutes.Tag, "One emergency: its six clocks with their evidence, roster, reply lines, media log, reports, queries, callbacks and timeline; as of a past moment too."),
        [],
        Parameters,
        query =>
        {
            var (id, asOf) = (query.PathId("id"), query.Time("asOf"));
            return (views, asker, cancellation) => views.AskAsync(asker.Scope, EmergencyId.From(id), asOf, cancellation);
        });

    /// <summary>The emergency; null when there was none in the territory.</summary>
    public async Task<ReadAnswer<EmergencyView>?> AskAsync(AccessScope scope, EmergencyId emergency, DateTimeOffset? asOf, CancellationToken cancellation) =>
        await files.FindAsync(scope, emergency, asOf, cancellation) is { } file ? new(file.Last.Position, file.Last.RecordedAt, Of(file)) : null;

    /// <summary>What a history comes to.</summary>
    public static EmergencyView Of(EmergencyFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (proposed, state) = (file.Proposed, file.State);
        var view = new EmergencyView
        {
            Id = proposed.Emergency.Value,
            Title = proposed.Title,
            Account = proposed.Account,
            Region = AccessScope.Code(AccessScope.ProvinceOf(proposed.Region), AccessScope.CityOf(proposed.Region)),
            Topics = [.. proposed.Topics.Select(topic => topic.Code)],
            Status = state.Status,
            IsDrill = proposed.IsDrill,
            Warning = proposed.Warning?.Value,
            BeganAt = proposed.BeganAt,
            AsOf = file.AsOf,
            Plan = proposed.Plan,
            Clocks = file.Clocks,
            Figures = state.Figures(),
            Calls = Calls(file),
            ReplyLines = ReplyLines(file.Events),
            Found = Found(file.Events),
            Timeline = [.. file.Events.Select(EmergencySteps.Of).OfType<EmergencyStep>().OrderBy(step => step.At)],
            City = file.City,
            Version = file.Last.Version,
        };
        return file.Events.Aggregate(view, After);
    }

    private static EmergencyView After(EmergencyView view, RecordedEvent recorded)
    {
        var at = recorded.Metadata.OccurredAt;
        return recorded.Data switch
        {
            EmergencyDeclared e => view with { Grounds = e.Grounds, Branches = e.Branches },
            EmergencyDismissed e => view with { EndedFor = e.Reason, EndedAt = at },
            RosterAssigned e => view with { Roster = [.. view.Roster, new(e.Role, e.Person, e.Department?.Code, at, Until: null)] },
            RosterRelieved e => view with { Roster = [.. view.Roster.Select(one => one.Until is null && (one.Role, one.Person) == (e.Role, e.Person) ? one with { Until = at } : one)] },
            MediaLogged e => view with { Media = [.. view.Media, new(at, e.Kind, e.Outlet, e.Account, e.Link)] },
            SituationReported e => view with { Situations = [.. view.Situations, new(e.Number, at, recorded.Metadata.Actor, e.Words, e.Figures)] },
            EmergencyStoodDown e => view with { EndedFor = e.Reason, EndedAt = at },
            EmergencyReviewHeld e => view with { Findings = e.Findings, Trace = e.Trace?.Value },
            _ => view,
        };
    }

    private static CallsView Calls(EmergencyFile file)
    {
        var owed = file.State.Owed.Select(one => one.Customer).ToHashSet();
        var planned = file.Events.Select(e => e.Data).OfType<EmergencyCallbacksPlanned>().SelectMany(e => e.Callbacks).Where(one => owed.Contains(one.Customer)).ToList();
        var closed = file.Events.Select(e => e.Data).OfType<EmergencyCallbackClosed>().Where(one => owed.Contains(one.Customer)).ToList();
        var simulated = file.Events.Select(e => e.Data).OfType<EmergencyCallbacksSimulated>().LastOrDefault();
        return new(
            owed.Count,
            planned.Count,
            closed.Count,
            owed.Count == 0 ? null : Math.Round((decimal)closed.Count / owed.Count, 4),
            new SortedDictionary<EmergencyCallbackOutcome, int>(closed.GroupBy(one => one.Outcome).ToDictionary(group => group.Key, group => group.Count())),
            file.Events.Count(e => e.Data is EmergencyCallbackAttempted),
            simulated?.From ?? planned.Min(one => (DateTimeOffset?)one.DueAt),
            simulated?.Until ?? file.State.Calls.Values.Max(call => (DateTimeOffset?)call.DueAt),
            simulated?.Customers);
    }

    private static IReadOnlyList<ReplyLineView> ReplyLines(IReadOnlyList<RecordedEvent> events)
    {
        var told = events.Select(e => e.Data).OfType<ReplyLineGiven>().SelectMany(e => e.Told.Select(one => (e.Version, one.Customer))).ToHashSet();
        return [.. events.Where(e => e.Data is ReplyLinePublished).Select(e => (At: e.Metadata.OccurredAt, Line: (ReplyLinePublished)e.Data)).Select(one =>
        {
            var withdrawn = events.FirstOrDefault(e => e.Data is ReplyLineWithdrawn back && back.Version == one.Line.Version);
            var heard = told.Where(other => other.Version == one.Line.Version).Select(other => other.Customer).ToHashSet();
            return new ReplyLineView(
                one.Line.Version, one.Line.Words, [.. one.Line.Channels.Select(channel => channel.Code)], one.Line.ValidFrom, one.Line.ApprovedBy, one.At,
                withdrawn?.Metadata.OccurredAt, (withdrawn?.Data as ReplyLineWithdrawn)?.Reason, heard.Count,
                heard.Count(customer => told.Any(other => other.Customer == customer && other.Version > one.Line.Version)));
        })];
    }

    /// <summary>The parts of one answer have one command, and are one list.</summary>
    private static IReadOnlyList<FoundView> Found(IReadOnlyList<RecordedEvent> events) =>
    [
        .. events.Where(e => e.Data is ComplaintsLinked { Query: not null } or AffectedCustomersListed).GroupBy(e => e.Metadata.CommandId).Select(group => group.First().Data is ComplaintsLinked { Query: { } query }
            ? new FoundView(query, group.Sum(e => ((ComplaintsLinked)e.Data).Complaints.Count), group.First().Metadata.OccurredAt, Complaints: true)
            : new FoundView(((AffectedCustomersListed)group.First().Data).Query, group.Sum(e => ((AffectedCustomersListed)e.Data).Customers.Count), group.First().Metadata.OccurredAt, Complaints: false)),
    ];
}

/// <summary>What an emergency's events say on its timeline.</summary>
public static class EmergencySteps
{
    /// <summary>The step of an event; null for single calls, which the figures tell.</summary>
    public static EmergencyStep? Of(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            EmergencyProposed proposed => Step(proposed.Account),
            EmergencyDeclared declared => Step(declared.Grounds),
            EmergencyDismissed dismissed => Step(dismissed.Reason),
            ComplaintsLinked linked => Step(linked.Query?.Words, linked.Complaints.Count),
            ComplaintUnlinked unlinked => Step(unlinked.Reason),
            AffectedCustomersListed listed => Step(listed.Query.Words, listed.Customers.Count),
            RosterAssigned assigned => Step(assigned.Person),
            RosterRelieved relieved => Step(relieved.Person),
            FirstTimeMet met => Step(met.Evidence, clock: met.Clock),
            EmergencyFaultCleared cleared => Step(cleared.Evidence),
            ReplyLinePublished published => Step(published.Words, clock: FirstTime.ReplyLine),
            ReplyLineWithdrawn withdrawn => Step(withdrawn.Reason, withdrawn.Told, FirstTime.ReplyLine),
            ReplyLineGiven given => Step(null, given.Told.Count, FirstTime.ReplyLine),
            MediaLogged logged => Step($"{logged.Outlet}: {logged.Account}"),
            SituationReported reported => Step(reported.Words),
            EmergencyCallbacksPlanned planned => Step(null, planned.Callbacks.Count, FirstTime.Callback),
            EmergencyCallbacksSimulated simulated => Step(null, simulated.Customers, FirstTime.Callback),
            EmergencyStoodDown over => Step(over.Reason, over.Closed),
            EmergencyReviewHeld held => Step(held.Findings),
            _ => null,
        };

        EmergencyStep Step(string? text, int? count = null, FirstTime? clock = null) => new(e.Type, e.Metadata.OccurredAt, e.RecordedAt, e.Metadata.Actor, text, count, clock);
    }
}
