using CaseFlow.Complaints;
using CaseFlow.EventStore;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>Complaints and repeats of one month, as they are to be counted.</summary>
public sealed record RepeatMonth(int Year, int Month, int Repeats, int Complaints);

/// <summary>A case of a series that neither repeats another nor is repeated within it.</summary>
public sealed record SingleComplaint(DemoPerson Person, DemoCase Case, DateTimeOffset Opened);

/// <summary>The repeat complaints of some months, such as March to August 2011, one for about a thousand of the operator's.</summary>
/// <remarks>
/// The printed rates come out to two decimals. A repeat lies in the month of the complaint that it repeats, and every other
/// complaint is of a customer of its own, so that no repeat arises by chance. The system of that time recorded how each
/// ended; nobody is called back.
/// </remarks>
public sealed class RepeatSeries
{
    private const string Actor = "crm-2011";

    /// <summary>What the rates are to come out as: 2.19, 1.54, 1.82, 1.22, 1.07 and 0.94 per cent.</summary>
    public static IReadOnlyList<RepeatMonth> Months { get; } =
        [new(2011, 3, 12, 548), new(2011, 4, 8, 519), new(2011, 5, 10, 549), new(2011, 6, 7, 574), new(2011, 7, 6, 561), new(2011, 8, 5, 532)];

    private readonly List<Planned> plan = [];
    private readonly int firstPerson;

    private sealed record Planned(string Story, DemoPerson Person, DemoCase Case, DateTimeOffset Opened, DateTimeOffset Resolved, Planned? Repeats);

    /// <summary>Plans March to August 2011, the same whenever it is planned.</summary>
    public RepeatSeries()
        : this(Months, new DemoDice(2011), firstPerson: 0)
    {
    }

    /// <summary>Plans some months.</summary>
    /// <param name="months">The months, each with what it is to come out as.</param>
    /// <param name="dice">What falls differs from series to series.</param>
    /// <param name="firstPerson">The number of its first customer, so that no two series share one.</param>
    public RepeatSeries(IReadOnlyList<RepeatMonth> months, DemoDice dice, int firstPerson)
    {
        ArgumentNullException.ThrowIfNull(months);
        ArgumentNullException.ThrowIfNull(dice);
        this.firstPerson = firstPerson;
        foreach (var month in months)
        {
            // The roaming case is one of June's.
            var complaints = month.Complaints - (month is { Year: 2011, Month: 6 } ? 1 : 0);
            var days = DateTime.DaysInMonth(month.Year, month.Month);
            for (var repeat = 0; repeat < month.Repeats; repeat++)
                Repeat(month, 1 + dice.Below(days - 14), 4 + dice.Below(9), dice);
            var alone = complaints - 2 * month.Repeats;
            for (var number = 0; number < alone; number++)
                Plan(month, DemoPeople.Person(firstPerson + plan.Count, dice), SeriesTexts.One(dice), 1 + number * days / alone, 1 + dice.Below(5), null, dice);
        }
    }

    /// <summary>The customers.</summary>
    public IEnumerable<DemoPerson> People => plan.Select(planned => planned.Person);

    /// <summary>The single complaints of one month, the earliest first.</summary>
    public IEnumerable<SingleComplaint> Singles(int month) => plan
        .Where(planned => planned.Repeats is null && planned.Opened.Month == month && plan.TrueForAll(other => other.Repeats != planned))
        .OrderBy(planned => planned.Opened)
        .Select(planned => new SingleComplaint(planned.Person, planned.Case, planned.Opened));

    /// <summary>The cases.</summary>
    public IReadOnlyList<DemoStream> Streams(DemoCast cast)
    {
        var scripts = new Dictionary<string, CaseScript>();
        foreach (var planned in plan)
            scripts.Add(planned.Story, Script(cast, planned, planned.Repeats is { } earlier ? scripts[earlier.Story] : null));
        return [.. scripts.Values.Select(script => script.Stream)];
    }

    private void Repeat(RepeatMonth month, int day, int daysLater, DemoDice dice)
    {
        var person = DemoPeople.Person(firstPerson + plan.Count, dice);
        var given = SeriesTexts.One(dice);
        var first = Plan(month, person, given, day, 1 + dice.Below(2), null, dice);
        Plan(month, person, given with { Summary = $"上次反映的问题没有解决,再次投诉:{given.Summary}" }, day + daysLater, 1 + dice.Below(4), first, dice);
    }

    private Planned Plan(RepeatMonth month, DemoPerson person, DemoCase given, int day, int daysToResolve, Planned? repeats, DemoDice dice)
    {
        var opened = DemoCast.At(month.Year, month.Month, day, 8 + dice.Below(14), dice.Below(60));
        var resolved = DemoCast.At(month.Year, month.Month, day, 9 + dice.Below(9), dice.Below(60)).AddDays(daysToResolve);
        var story = $"{month.Year}-{month.Month:00}-{plan.Count:0000}";
        var planned = new Planned(story, person, given with { ExternalReference = $"JS{story}" }, opened, resolved, repeats);
        plan.Add(planned);
        return planned;
    }

    /// <summary>One case in forty was asked how it was lived.</summary>
    private static bool IsScored(Planned planned) => int.Parse(planned.Story[^4..], System.Globalization.CultureInfo.InvariantCulture) % 40 == 7;

    /// <summary>About as the operator's sample of eight scores has it, of which only those of the starred steps can be told apart.</summary>
    private static void Score(CaseScript script, Planned planned)
    {
        var lift = (planned.Opened.Day % 5 - 2) * 0.05m;
        foreach (var (stage, score) in Sample)
            script.Then(planned.Resolved, Actor, state => KeyMomentDecisions.Score(state, new(stage, score + lift)), OccurrencePrecision.Minute);
    }

    private static readonly (BlueprintStage Stage, decimal Score)[] Sample =
    [
        (BlueprintStage.Arrive, 3.58m), (BlueprintStage.Wait, 3.85m), (BlueprintStage.Verify, 4.55m), (BlueprintStage.StateNeed, 3.93m),
        (BlueprintStage.Negotiate, 4.76m), (BlueprintStage.Transact, 4.06m), (BlueprintStage.GiveCare, 4.87m),
    ];

    private static CaseScript Script(DemoCast cast, Planned planned, CaseScript? earlier)
    {
        var script = new CaseScript(cast, planned.Story, planned.Person).Register(planned.Opened, Actor, planned.Case, OccurrencePrecision.Minute);
        if (earlier is not null && cast.Policies.RepeatRule is { } rule)
        {
            var grounds = new RepeatGrounds(rule.Version, rule.WindowDays, rule.TopicLevel, (planned.Opened - planned.Repeats!.Opened).Days);
            script.Then(planned.Opened, Actor, state => LinkDecisions.Propose(state, new(earlier.Facts, grounds)), OccurrencePrecision.Minute);
            script.Then(planned.Opened, Actor, state => LinkDecisions.Accept(state, new(earlier.Complaint)), OccurrencePrecision.Minute);
        }

        var closed = planned.Resolved.AddMinutes(90);
        if (IsScored(planned)) Score(script, planned);
        return script
            .Then(planned.Resolved, Actor, state => ClosureDecisions.Resolve(state, new(script.Sealer.Seal(SeriesTexts.Resolution(planned.Case.Topic)))), OccurrencePrecision.Minute)
            .Then(closed, Actor, state => ClosureDecisions.Close(state, new(Callback: null, CallbackOwed: false, RecordedElsewhere: true)), OccurrencePrecision.Minute);
    }
}
