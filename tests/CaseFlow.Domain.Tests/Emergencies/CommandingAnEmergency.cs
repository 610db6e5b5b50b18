using static CaseFlow.Cast;
using static CaseFlow.Emergencies.EmergencyCast;
using static CaseFlow.Emergencies.EmergencyDecisions;
using static CaseFlow.Emergencies.EmergencyRefusals;

namespace CaseFlow.Emergencies;

public sealed class CommandingAnEmergency
{
    private static readonly EmergencyStoodDown Over = new(0, 0, null);
    private static readonly RelieveRoster ToRelieve = new(CommandRole.ExecutiveSponsor, Chen);
    private static readonly RosterRelieved Relieved = new(CommandRole.ExecutiveSponsor, Chen);
    private static readonly ReportSituation ToReport = new("Activation still fails");

    [Fact]
    public void Somebody_takes_a_place_on_the_roster() => A.Emergency.Given(Proposed).When(Assign, new AssignRoster(Sponsor)).Then(Sponsor);

    [Fact]
    public void Assigning_twice_records_it_once() => A.Emergency.Given(Proposed, Sponsor).When(Assign, new AssignRoster(Sponsor)).ThenNothing();

    [Fact]
    public void Nobody_is_assigned_to_what_is_over_or_never_was()
    {
        A.Emergency.Given(Proposed, Declared, Over).When(Assign, new AssignRoster(Sponsor)).ThenRefused(Ended);
        A.Emergency.Given().When(Assign, new AssignRoster(Sponsor)).ThenRefused(Unknown);
    }

    [Fact]
    public void Somebody_leaves_it() => A.Emergency.Given(Proposed, Sponsor).When(Relieve, ToRelieve).Then(Relieved);

    [Fact]
    public void Relieving_twice_records_it_once() => A.Emergency.Given(Proposed, Sponsor, Relieved).When(Relieve, ToRelieve).ThenNothing();

    [Fact]
    public void The_roster_of_what_is_over_stands()
    {
        A.Emergency.Given(Proposed, Sponsor, Declared, Over).When(Relieve, ToRelieve).ThenRefused(Ended);
        A.Emergency.Given().When(Relieve, ToRelieve).ThenRefused(Unknown);
    }

    [Fact]
    public void What_the_public_says_is_logged() => A.Emergency.Given(Proposed).When(Log, new LogMedia(Forum)).Then(Forum);

    [Fact]
    public void What_it_says_afterwards_is_logged_too() => A.Emergency.Given(Proposed, Declared, Over).When(Log, new LogMedia(Forum)).Then(Forum);

    [Fact]
    public void Nothing_is_logged_of_what_was_dismissed_or_never_was()
    {
        A.Emergency.Given(Proposed, Dismissed).When(Log, new LogMedia(Forum)).ThenRefused(Ended);
        A.Emergency.Given().When(Log, new LogMedia(Forum)).ThenRefused(Unknown);
    }

    [Fact]
    public void The_situation_is_reported_with_its_figures() => A.Emergency
        .Given(Proposed, Declared, Linked, Listed, Calls, Closed(Silent)).When(Report, ToReport).Then(new SituationReported(1, "Activation still fails", new(3, 1, 3, 1)));

    [Fact]
    public void Reports_are_numbered() => A.Emergency
        .Given(Proposed, Declared).When(Report, ToReport).Then(new SituationReported(1, "Activation still fails", new(0, 0, 0, 0)))
        .When(Report, ToReport).Then(new SituationReported(2, "Activation still fails", new(0, 0, 0, 0)));

    [Fact]
    public void Only_what_goes_on_has_a_situation()
    {
        A.Emergency.Given().When(Report, ToReport).ThenRefused(Unknown);
        A.Emergency.Given(Proposed).When(Report, ToReport).ThenRefused(NotDeclared);
        A.Emergency.Given(Proposed, Declared, Over).When(Report, ToReport).ThenRefused(Ended);
    }
}
