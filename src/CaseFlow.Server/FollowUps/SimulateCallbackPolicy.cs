using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.FollowUps;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.FollowUps;

/// <summary>How many callbacks would the resolutions of a past month have owed under a draft of the callback policy?</summary>
/// <remarks>Judged by what scheduling judges by: the policy in force when a resolution was recorded, or the draft in its place.</remarks>
public sealed class CallbackSimulations(ReadModels models, CommandShell shell)
{
    /// <summary>Tries a policy; it has no name of its own.</summary>
    public async Task<DraftTrial> TryAsync(AccessScope scope, string name, PublishCallbackPolicyRequest draft, DateOnly month, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var command = PublishingPolicies.Read(fields, draft);
        if (fields.Any) return DraftTrial.Not(fields.Outcome);
        var history = await shell.HistoryAsync(DefinitionBook.PoliciesStream, cancellation);
        if (PolicyDecisions.PublishCallbackPolicy(Streams.Policies.Fold(history), command).Refusal is { } unfit) return DraftTrial.Not(new CommandRefused(unfit));
        var (from, until) = (ReportingZone.Operator.Begin(month), ReportingZone.Operator.Begin(month.AddMonths(1)));
        var looked = await ClockedMonth.ReadAsync(models, scope, from, until, cancellation);
        var drafted = new CallbackPolicyPublished(command.Terms, command.Kinds, "");
        var all = new List<SimulatedDue>();
        foreach (var row in looked.Data.Cases)
        {
            foreach (var resolved in Resolutions(row.Read()).Where(one => one.Fact.At >= from && one.Fact.At < until))
            {
                var then = Streams.Policies.Fold(history.Where(e => e.Position < resolved.Fact.Position));
                if (Shown(row, resolved, DueUnder(then, resolved), DueUnder(Policies.Evolve(then, drafted), resolved)) is { } one) all.Add(one);
            }
        }

        return DraftTrial.Of(new(looked.Position, looked.AsOf, DraftSimulation.Of(month, looked.Data, all, judgesLate: false)));
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapTrial<PublishCallbackPolicyRequest>(
        "/definitions/policies/callback/simulate", "How many callbacks the resolutions of a past month would have owed under a draft of the callback policy; its body is the draft as it would be published.",
        services => services.GetRequiredService<CallbackSimulations>().TryAsync);

    private static IEnumerable<(ClockFact Fact, ComplaintKind Kind, int Episode)> Resolutions(IReadOnlyList<ClockFact> facts)
    {
        var (kind, episode) = (default(ComplaintKind), 1);
        foreach (var fact in facts.OrderBy(fact => fact.Position))
        {
            kind = fact.Traits?.Kind ?? fact.Kind ?? kind;
            episode = fact.Episode ?? episode;
            if (fact.Cue == ClockCue.Resolved) yield return (fact, kind, episode);
        }
    }

    private static DateTimeOffset? DueUnder(Policies policies, (ClockFact Fact, ComplaintKind Kind, int Episode) resolved) =>
        policies.CallbackOwed(resolved.Kind, resolved.Fact.At, resolved.Fact.RecordedAt) is { } terms
            ? CallingHours.Next(resolved.Fact.At.AddMinutes(terms.FirstAfterMinutes), terms, CallingZones.Of(terms))
            : null;

    private static SimulatedDue? Shown(ClockCaseRow row, (ClockFact Fact, ComplaintKind Kind, int Episode) resolved, DateTimeOffset? was, DateTimeOffset? draft) => (was, draft) switch
    {
        (null, null) => null,
        _ => new(row.Complaint, AccessScope.Code(row.Province, row.City), Obligation.CallBack, resolved.Episode, Shift(was, draft), was, draft, LateWas: false, LateDraft: false),
    };

    private static DueShift Shift(DateTimeOffset? was, DateTimeOffset? draft) => (was, draft) switch
    {
        (null, _) => DueShift.Begun,
        (_, null) => DueShift.Gone,
        _ when draft < was => DueShift.Earlier,
        _ when draft > was => DueShift.Later,
        _ => DueShift.Same,
    };
}
