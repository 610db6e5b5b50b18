using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>Something owed that would have been due otherwise under a draft.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="Region">Where.</param>
/// <param name="Obligation">What is owed.</param>
/// <param name="Episode">In which opening of the case.</param>
/// <param name="Shift">What the draft would have made of it.</param>
/// <param name="DueWas">When it was due; null when it was not owed.</param>
/// <param name="DueDraft">When it would have been; null when it would not have been owed.</param>
/// <param name="LateWas">Whether it was late, or is.</param>
/// <param name="LateDraft">Whether it would have been, with what was done when it was done.</param>
public sealed record SimulatedDue(
    Guid Complaint, string Region, Obligation Obligation, int Episode, DueShift Shift, DateTimeOffset? DueWas, DateTimeOffset? DueDraft, bool LateWas, bool LateDraft);

/// <summary>What a draft would have made of a month that has passed, compared with what was. Nothing of it is recorded.</summary>
public sealed record DraftSimulation
{
    /// <summary>How many are shown one by one.</summary>
    public const int MostShown = 200;

    /// <summary>The month, for example <c>2011-06</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Whether every case of the month was looked at.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Cases looked at.</summary>
    public required int Cases { get; init; }

    /// <summary>How many were owed: clocks that started in the month, or callbacks of what was resolved in it.</summary>
    public required int OwedWas { get; init; }

    /// <summary>How many would have been.</summary>
    public required int OwedDraft { get; init; }

    /// <summary>How many would have been due earlier.</summary>
    public required int Earlier { get; init; }

    /// <summary>How many would have been due later.</summary>
    public required int Later { get; init; }

    /// <summary>How many were not owed, and would have been.</summary>
    public required int Begun { get; init; }

    /// <summary>How many were owed, and would not have been.</summary>
    public required int Gone { get; init; }

    /// <summary>How many were late, or are; null where lateness is not judged.</summary>
    public required int? LateWas { get; init; }

    /// <summary>How many would have been; null where lateness is not judged.</summary>
    public required int? LateDraft { get; init; }

    /// <summary>Those that would have been otherwise, the first <see cref="MostShown"/>; those that change sides between late and in time come first.</summary>
    public required IReadOnlyList<SimulatedDue> Otherwise { get; init; }

    /// <summary>Sums up.</summary>
    public static DraftSimulation Of(DateOnly month, ClockedMonth looked, IReadOnlyCollection<SimulatedDue> all, bool judgesLate)
    {
        ArgumentNullException.ThrowIfNull(looked);
        return new()
        {
            Month = Iso.Month(month),
            IsWhole = looked.IsWhole,
            Cases = looked.Cases.Count,
            OwedWas = all.Count(one => one.Shift != DueShift.Begun),
            OwedDraft = all.Count(one => one.Shift != DueShift.Gone),
            Earlier = all.Count(one => one.Shift == DueShift.Earlier),
            Later = all.Count(one => one.Shift == DueShift.Later),
            Begun = all.Count(one => one.Shift == DueShift.Begun),
            Gone = all.Count(one => one.Shift == DueShift.Gone),
            LateWas = judgesLate ? all.Count(one => one.LateWas) : null,
            LateDraft = judgesLate ? all.Count(one => one.LateDraft) : null,
            Otherwise = [.. all.Where(one => one.Shift != DueShift.Same).OrderByDescending(one => one.LateWas != one.LateDraft).ThenBy(one => one.DueWas ?? one.DueDraft).ThenBy(one => one.Complaint).ThenBy(one => one.Obligation).Take(MostShown)],
        };
    }
}

/// <summary>What came of trying a draft: its simulation, or what is wrong with it.</summary>
/// <param name="Answer">The simulation; null when something is wrong.</param>
/// <param name="Wrong">What is wrong, as the publication would be answered; null when nothing is.</param>
public sealed record DraftTrial(ReadAnswer<DraftSimulation>? Answer, CommandOutcome? Wrong)
{
    /// <summary>What a month of a KPI comes to; null where the draft was not of one, or something is wrong.</summary>
    public ReadAnswer<KpiTrial>? Kpi { get; private init; }

    /// <summary>Nothing is wrong.</summary>
    public static DraftTrial OfKpi(ReadAnswer<KpiTrial> answer) => new(null, null) { Kpi = answer };

    /// <summary>Of a draft of the priority matrix, what it makes of the cases; null of any other.</summary>
    public ReadAnswer<PrioritySimulation>? Graded { get; init; }

    /// <summary>Nothing is wrong.</summary>
    public static DraftTrial Of(ReadAnswer<DraftSimulation> answer) => new(answer, null);

    /// <summary>Nothing is wrong.</summary>
    public static DraftTrial OfGrades(ReadAnswer<PrioritySimulation> graded) => new(null, null) { Graded = graded };

    /// <summary>It could not be published.</summary>
    public static DraftTrial Not(CommandOutcome wrong) => new(null, wrong);
}

/// <summary>Tries a draft on a past month.</summary>
public delegate Task<DraftTrial> TryDraft<in TRequest>(AccessScope scope, string name, TRequest draft, DateOnly month, CancellationToken cancellation);

/// <summary>Gives trials of drafts their routes.</summary>
public static class DraftTrials
{
    private static readonly QueryParameter Month = new("month", "A month that has passed, for example 2011-06; the one before this when left out.");

    /// <summary>The month before this one.</summary>
    public static DateOnly LastMonth(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return ReportingZone.Operator.MonthOf(clock.GetUtcNow()).AddMonths(-1);
    }

    /// <summary>Maps <c>POST</c> of a trial, whose body is that of the publication.</summary>
    public static void MapTrial<TRequest>(this IEndpointRouteBuilder api, string pattern, string summary, Func<IServiceProvider, TryDraft<TRequest>> trial)
        where TRequest : CommandRequest =>
        api.MapTrial<TRequest, DraftSimulation>(pattern, summary, RunningClocks.Projection, trial, tried => tried.Answer);

    /// <summary>Maps <c>POST</c> of a trial that is answered from a read model.</summary>
    public static void MapTrial<TRequest, TAnswer>(
        this IEndpointRouteBuilder api, string pattern, string summary, string projection, Func<IServiceProvider, TryDraft<TRequest>> trial, Func<DraftTrial, ReadAnswer<TAnswer>?> answered)
        where TRequest : CommandRequest =>
        api.MapPost(pattern, async (TRequest request, HttpContext http, ReadYourWrites writes, TimeProvider clock, CancellationToken cancellation) =>
            {
                CommandOutcome? wrong = null;
                var answer = await QueryRoutes.AnswerAsync<IServiceProvider, TAnswer>(
                    http,
                    writes,
                    http.RequestServices,
                    [projection],
                    [Month],
                    query =>
                    {
                        var month = query.Month("month") ?? LastMonth(clock);
                        return async (services, asker, stop) =>
                        {
                            var tried = await trial(services)(asker.Scope, http.GetRouteValue("name") as string ?? "", request, month, stop);
                            wrong = tried.Wrong;
                            return answered(tried);
                        };
                    },
                    cancellation);
                return wrong is null ? answer : Answers.Of(http, Guid.Empty, wrong);
            })
            // It takes what a publication takes and is none.
            .WithMetadata(new Speaks(typeof(TryDraft<TRequest>)))
            .Describe<TAnswer>(Permission.ReadKpis, (DefinitionsInForce.Tag, summary), [Month]);
}
