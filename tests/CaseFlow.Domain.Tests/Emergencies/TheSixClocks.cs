using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCast;

namespace CaseFlow.Emergencies;

public sealed class TheSixClocks
{
    private static FirstTimeClock Clock(FirstTime which, int minute, params IEnumerable<(EmergencyEvent, int)> events) =>
        FirstTimeClocks.Of(Facts(events), Monday.AddMinutes(minute)).Single(clock => clock.Target.Clock == which);

    [Fact]
    public void There_are_none_before_the_proposal() => Assert.Empty(FirstTimeClocks.Of([], Monday));

    [Fact]
    public void There_are_six_in_their_order() => Assert.Equal(Enum.GetValues<FirstTime>(), FirstTimeClocks.Of(Facts((Proposed, 0)), Monday).Select(clock => clock.Target.Clock));

    [Theory]
    [InlineData(15, FirstTimeStanding.Running)]
    [InlineData(16, FirstTimeStanding.Overdue)]
    public void A_clock_runs_until_its_time_is_up(int minute, FirstTimeStanding standing) => Assert.Equal(standing, Clock(FirstTime.Alert, minute, (Proposed, 0)).Standing);

    [Theory]
    [InlineData(15, FirstTimeStanding.InTime)]
    [InlineData(16, FirstTimeStanding.Late)]
    public void It_stops_when_it_was_done_and_not_when_that_was_said(int minute, FirstTimeStanding standing)
    {
        var clock = Clock(FirstTime.Alert, 500, (Proposed, 0), (Alerted, minute));
        Assert.Equal((standing, Monday.AddMinutes(minute)), (clock.Standing, clock.StoppedAt));
    }

    [Fact]
    public void What_nothing_has_started_does_not_run() => Assert.Equal(FirstTimeStanding.NotStarted, Clock(FirstTime.PublicFeedback, 500, (Proposed, 0), (Declared, 1)).Standing);

    [Fact]
    public void What_was_done_before_it_was_owed_is_in_time() =>
        Assert.Equal(FirstTimeStanding.InTime, Clock(FirstTime.PublicFeedback, 500, (Proposed, 0), (new FirstTimeMet { Clock = FirstTime.PublicFeedback, Evidence = "Notice", By = Chen }, 5)).Standing);

    [Theory]
    [InlineData(FirstTimeStart.IncidentBegan, -5)]
    [InlineData(FirstTimeStart.Proposed, 0)]
    [InlineData(FirstTimeStart.Declared, 3)]
    [InlineData(FirstTimeStart.AlertIssued, 4)]
    [InlineData(FirstTimeStart.FirstMediaReport, 7)]
    [InlineData(FirstTimeStart.FaultCleared, 60)]
    public void The_plan_says_what_starts_it(FirstTimeStart start, int minute)
    {
        var proposed = Proposed with { Plan = Plan with { Targets = [new(FirstTime.PublicFeedback, start, 10)] } };
        var clock = Clock(FirstTime.PublicFeedback, 500, (proposed, 0), (Declared, 3), (Alerted, 4), (Forum, 9), (Forum, 7), (Cleared, 60));
        Assert.Equal((Monday.AddMinutes(minute), Monday.AddMinutes(minute + 10)), (clock.StartedAt, clock.DueAt));
    }

    [Fact]
    public void Departments_on_scene_stop_it_when_all_are_there()
    {
        var one = Clock(FirstTime.OnScene, 70, (Proposed, 0), (Alerted, 4), (Declared, 5), (NetworkThere, 20));
        Assert.Equal([("network", false), ("customer-service", true)], one.Steps.Select(step => (step.Part, step.MetAt is null)));
        Assert.Equal(FirstTimeStanding.Overdue, one.Standing);
        var both = Clock(FirstTime.OnScene, 70, (Proposed, 0), (Alerted, 4), (Declared, 5), (NetworkThere, 20), (ServiceThere, 66));
        Assert.Equal((FirstTimeStanding.Late, Monday.AddMinutes(66)), (both.Standing, both.StoppedAt));
        Assert.Equal([false, true], both.Steps.Select(step => step.Late));
    }

    [Fact]
    public void The_relay_stops_when_headquarters_and_all_branches_know()
    {
        var one = Clock(FirstTime.Relay, 10, (Proposed, 0), (Alerted, 4), (Declared, 5), (HeadquartersTold, 8));
        Assert.Equal(FirstTimeStanding.Running, one.Standing);
        Assert.Equal([Emergency.Headquarters, Branch], one.Steps.Select(step => step.Part));
        Assert.Equal(FirstTimeStanding.InTime, Clock(FirstTime.Relay, 10, (Proposed, 0), (Alerted, 4), (Declared, 5), (HeadquartersTold, 8), (BranchTold, 9)).Standing);
    }

    [Fact]
    public void The_reply_line_stops_with_its_first_publication() =>
        Assert.Equal(Monday.AddMinutes(20), Clock(FirstTime.ReplyLine, 90, (Proposed, 0), (Alerted, 4), (Declared, 5), (Line, 20), (Line with { Version = 2 }, 60)).StoppedAt);

    [Fact]
    public void The_callbacks_stop_with_the_last_of_those_who_are_to_be_called()
    {
        (EmergencyEvent, int)[] before = [(Proposed, 0), (Declared, 5), (Linked, 6), (Calls, 7), (Cleared, 60), (Closed(Wang), 80), (Closed(Zhang), 70)];
        Assert.Equal(Monday.AddMinutes(80), Clock(FirstTime.Callback, 90, before).StoppedAt);
        Assert.Equal(FirstTimeStanding.Running, Clock(FirstTime.Callback, 90, [.. before, (Listed, 85)]).Standing);
    }

    [Fact]
    public void Nobody_to_be_called_is_no_callback_done() => Assert.Equal(FirstTimeStanding.Running, Clock(FirstTime.Callback, 90, (Proposed, 0), (Declared, 5), (Cleared, 60)).Standing);

    [Fact]
    public void What_it_ended_without_stays_unmet() => Assert.Equal(FirstTimeStanding.Unmet, Clock(FirstTime.Alert, 10, (Proposed, 0), (Dismissed, 8)).Standing);
}
