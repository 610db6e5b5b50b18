using static CaseFlow.Cast;
using static CaseFlow.Reminders.ReminderCast;
using static CaseFlow.Reminders.ReminderDecisions;
using static CaseFlow.Reminders.ReminderRefusals;

namespace CaseFlow.Reminders;

public sealed class CarryingAReminder
{
    private static readonly ReminderHandedOver HandedOver = new();
    private static readonly ReminderDelivered Delivered = new();
    private static readonly ReminderUndelivered Undelivered = new(UndeliveredCause.SwitchedOff);
    private static readonly ReminderDropped Dropped = new(DropReason.InDissatisfiedPool);
    private static readonly HandReminderOver OnTime = new(Jiangsu(29, 8, 0), Shanghai);

    [Fact]
    public void It_is_planned() => A.Reminder.Given().When(Plan, new PlanReminder(Planned)).Then(Planned);

    [Fact]
    public void Planning_it_twice_plans_it_once() => A.Reminder.Given(Planned).When(Plan, new PlanReminder(Planned)).ThenNothing();

    [Fact]
    public void What_was_sent_is_not_planned_again() => A.Reminder.Given(Planned, HandedOver, Delivered).When(Plan, new PlanReminder(Planned)).ThenNothing();

    [Fact]
    public void It_is_handed_over_when_it_is_due() => A.Reminder.Given(Planned).When(HandOver, OnTime).Then(HandedOver);

    [Fact]
    public void Handing_it_over_twice_records_it_once() => A.Reminder.Given(Planned, HandedOver).When(HandOver, OnTime).ThenNothing();

    [Fact]
    public void It_is_not_handed_over_before() => A.Reminder.Given(Planned).When(HandOver, OnTime with { At = Jiangsu(29, 7, 59) }).ThenRefused(NotDue);

    [Fact]
    public void A_late_one_waits_for_the_morning() => A.Reminder.Given(Planned).When(HandOver, OnTime with { At = Jiangsu(29, 23, 0) }).ThenRefused(CustomersRest);

    [Fact]
    public void A_late_warning_does_not() => A.Reminder.Given(Planned with { Class = ReminderClass.Safety, Rest = [] }).When(HandOver, OnTime with { At = Jiangsu(29, 23, 0) }).Then(HandedOver);

    [Fact]
    public void What_is_not_planned_is_not_handed_over() => A.Reminder.Given().When(HandOver, OnTime).ThenRefused(NotPlanned);

    [Fact]
    public void What_was_withdrawn_is_not_handed_over() => A.Reminder.Given(Planned, Dropped).When(HandOver, OnTime).ThenRefused(ReminderRefusals.Withdrawn);

    [Fact]
    public void It_arrives() => A.Reminder.Given(Planned, HandedOver).When(Confirm, new ConfirmReminder()).Then(Delivered);

    [Fact]
    public void It_arrives_once() => A.Reminder.Given(Planned, HandedOver, Delivered).When(Confirm, new ConfirmReminder()).ThenNothing();

    [Fact]
    public void What_was_not_sent_does_not_arrive() => A.Reminder.Given(Planned).When(Confirm, new ConfirmReminder()).ThenRefused(NotSent);

    [Fact]
    public void What_did_not_arrive_does_not_arrive() => A.Reminder.Given(Planned, HandedOver, Undelivered).When(Confirm, new ConfirmReminder()).ThenRefused(ToldOtherwise);

    [Fact]
    public void It_fails() => A.Reminder.Given(Planned, HandedOver).When(Fail, new FailReminder(UndeliveredCause.SwitchedOff)).Then(Undelivered);

    [Fact]
    public void It_fails_once() => A.Reminder.Given(Planned, HandedOver, Undelivered).When(Fail, new FailReminder(UndeliveredCause.Suspended)).ThenNothing();

    [Fact]
    public void What_arrived_does_not_fail() => A.Reminder.Given(Planned, HandedOver, Delivered).When(Fail, new FailReminder(UndeliveredCause.SwitchedOff)).ThenRefused(ToldOtherwise);

    [Fact]
    public void It_is_withdrawn() => A.Reminder.Given(Planned).When(Drop, new DropReminder(DropReason.InDissatisfiedPool)).Then(Dropped);

    [Fact]
    public void It_is_withdrawn_once() => A.Reminder.Given(Planned, Dropped).When(Drop, new DropReminder(DropReason.Merged)).ThenNothing();

    [Fact]
    public void What_was_sent_is_not_withdrawn() => A.Reminder.Given(Planned, HandedOver).When(Drop, new DropReminder(DropReason.Merged)).ThenRefused(AlreadySent);

    [Fact]
    public void A_complaint_follows_it() => A.Reminder
        .Given(Planned, HandedOver, Undelivered).When(Tie, new TieComplaint(Case, Zhang, ReminderTie.WithinWindow)).Then(new ReminderFollowedByComplaint(Case, ReminderTie.WithinWindow));

    [Fact]
    public void A_complaint_follows_it_once() => A.Reminder
        .Given(Planned, new ReminderFollowedByComplaint(Case, ReminderTie.WithinWindow)).When(Tie, new TieComplaint(Case, Zhang, ReminderTie.SaidByCustomer)).ThenNothing();

    [Fact]
    public void A_complaint_of_somebody_else_does_not() => A.Reminder.Given(Planned).When(Tie, new TieComplaint(Case, Wang, ReminderTie.SaidByCustomer)).ThenRefused(AnotherCustomer);

    [Fact]
    public void What_was_withdrawn_disturbed_nobody() => A.Reminder.Given(Planned, Dropped).When(Tie, new TieComplaint(Case, Zhang, ReminderTie.SaidByCustomer)).ThenRefused(ReminderRefusals.Withdrawn);
}
