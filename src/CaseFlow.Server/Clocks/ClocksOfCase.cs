using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>A clock of a case, at a moment.</summary>
public sealed record ClockView
{
    public required Obligation Obligation { get; init; }
    public required int Episode { get; init; }
    public required int Sequence { get; init; }
    public required string? Department { get; init; }
    public required ClockStanding Standing { get; init; }
    public required ClockHalt? Halt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it is or was due; null while it stands still.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>When it is due at the earliest.</summary>
    public required DateTimeOffset DueNotBefore { get; init; }
    public required DateTimeOffset? EndedAt { get; init; }
    public required long LimitMinutes { get; init; }
    public required LimitUnit Unit { get; init; }
    public required decimal UsedMinutes { get; init; }

    /// <summary>How much of the limit is used, in per cent; over 100 when it is late.</summary>
    public required decimal UsedShare { get; init; }
    public required IReadOnlyList<int> WarnAt { get; init; }
    public required string Policy { get; init; }
    public required int PolicyVersion { get; init; }
    public required string? Calendar { get; init; }
    public required int? CalendarVersion { get; init; }
    public required ClockRuleSource? Rule { get; init; }

    /// <summary>A clock at a moment.</summary>
    public static ClockView Of(CaseClock clock, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var (policy, calendar, used) = (clock.Rule.Policy, clock.Rule.Time.Calendar, (decimal)clock.UsedBy(now).TotalMinutes);
        return new()
        {
            Obligation = clock.Obligation,
            Episode = clock.Episode,
            Sequence = clock.Sequence,
            Department = clock.Department,
            Standing = clock.StandsAt(now),
            Halt = clock.End is null ? clock.Stretches[^1].Halt : null,
            StartedAt = clock.Start.At,
            DueAt = clock.DueAt,
            DueNotBefore = clock.DueNotBefore,
            EndedAt = clock.EndedAt,
            LimitMinutes = policy.Terms.Minutes(),
            Unit = policy.Terms.Unit,
            UsedMinutes = decimal.Round(used, 2),
            UsedShare = decimal.Round(100 * used / policy.Terms.Minutes(), 1),
            WarnAt = policy.Terms.WarnAt,
            Policy = policy.Policy,
            PolicyVersion = policy.Version,
            Calendar = calendar?.Calendar,
            CalendarVersion = calendar?.Version,
            Rule = policy.Terms.Rule,
        };
    }
}

/// <summary>The clocks of a case.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="Plan">Whether publications replan clocks that run.</param>
/// <param name="At">The present that used times count up to.</param>
/// <param name="Clocks">The clocks, in the order in which they started.</param>
public sealed record CaseClocksView(Guid Complaint, ClockPlan Plan, DateTimeOffset At, IReadOnlyList<ClockView> Clocks);

/// <summary>Why a clock is due when it is.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Steps">The derivation, step by step.</param>
/// <param name="DueIfFrozen">When it would be due under the rules of its start; null when none was for it then, or while it stands still.</param>
/// <param name="DueIfReplanned">When it would be due had every publication replanned it: under today's rules.</param>
public sealed record ClockDerivation(ClockView Clock, IReadOnlyList<ClockStep> Steps, DateTimeOffset? DueIfFrozen, DateTimeOffset? DueIfReplanned);

/// <summary>Which clocks does a case have, and why is each due when it is?</summary>
/// <remarks>Read from the case's own streams, so that an answer never lags behind a command.</remarks>
public sealed class ClocksOfCase(IEventStore store, ClockRuleBook book, TimeProvider clock)
{
    private static readonly QueryParameter Plan = new("plan", "AsPublished: as each publication said. Frozen: under the rules of the start. Replanned: as if each publication had replanned running clocks. AsPublished when left out.");

    /// <summary>The clocks; null when there is no such case in the scope.</summary>
    public async Task<ReadAnswer<CaseClocksView>?> AskAsync(AccessScope scope, ComplaintId complaint, ClockPlan plan, CancellationToken cancellation)
    {
        if (await ClockedCase.ReadAsync(store, complaint, scope, cancellation) is not { } clocked) return null;
        var (clocks, now) = (CaseClocks.Of(clocked.Facts, await book.RulesAsync(cancellation), plan), clock.GetUtcNow());
        return new(clocked.Last.Position, clocked.Last.RecordedAt, new(complaint.Value, plan, now, [.. clocks.Select(one => ClockView.Of(one, now))]));
    }

    /// <summary>Why a clock is due when it is; null when there is no such clock.</summary>
    public async Task<ReadAnswer<ClockDerivation>?> WhyAsync(AccessScope scope, ComplaintId complaint, WhichClock which, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(which);
        if (await ClockedCase.ReadAsync(store, complaint, scope, cancellation) is not { } clocked) return null;
        var rules = await book.RulesAsync(cancellation);
        if (Find(which.Plan) is not { } found) return null;
        return new(
            clocked.Last.Position,
            clocked.Last.RecordedAt,
            new(ClockView.Of(found, clock.GetUtcNow()), ClockReasons.Of(found), Find(ClockPlan.Frozen)?.DueAt, Find(ClockPlan.Replanned)?.DueAt));

        CaseClock? Find(ClockPlan plan) => CaseClocks.Of(clocked.Facts, rules, plan).FirstOrDefault(one => (one.Obligation, one.Episode, one.Sequence) == (which.Obligation, which.Episode, which.Sequence));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<ClocksOfCase, CaseClocksView>(
            "/complaints/{id:guid}/clocks",
            Permission.ReadCases,
            (ClockRoutes.Tag, "The clocks of a case, of all its episodes: due times, used time, pauses and what they came to."),
            [],
            [Plan],
            query =>
            {
                var (id, plan) = (ComplaintId.From(query.PathId("id")), query.Choice<ClockPlan>("plan") ?? ClockPlan.AsPublished);
                return (clocks, asker, cancellation) => clocks.AskAsync(asker.Scope, id, plan, cancellation);
            });
        api.MapQuery<ClocksOfCase, ClockDerivation>(
            "/complaints/{id:guid}/clocks/why",
            Permission.ReadCases,
            (ClockRoutes.Tag, "Why a clock is due when it is: its start, rules, every period counted, pauses and the result; and when it would be due under frozen and under replanned rules."),
            [],
            [
                new("obligation", "What is owed.", Required: true),
                new("episode", "Which opening of the case; the first when left out."),
                new("sequence", "Which hand-over of the episode; the first when left out."),
                Plan,
            ],
            query =>
            {
                var id = ComplaintId.From(query.PathId("id"));
                var obligation = query.Choice<Obligation>("obligation");
                if (query.Text("obligation") is null) query.Errors.Add("obligation", Platform.Commands.FieldCodes.Required, "obligation must be given.");
                var which = new WhichClock(obligation ?? default, (int)(query.Number("episode", 1, int.MaxValue) ?? 1), (int)(query.Number("sequence", 1, int.MaxValue) ?? 1), query.Choice<ClockPlan>("plan") ?? ClockPlan.AsPublished);
                return (clocks, asker, cancellation) => clocks.WhyAsync(asker.Scope, id, which, cancellation);
            });
    }
}

/// <summary>A clock of a case, and under which rules it is asked for.</summary>
public sealed record WhichClock(Obligation Obligation, int Episode, int Sequence, ClockPlan Plan = ClockPlan.AsPublished);
