using CaseFlow.Complaints;
using static CaseFlow.Cast;
using static CaseFlow.Reminders.ReminderCast;
using static CaseFlow.Reminders.ReminderTriggerDecisions;
using static CaseFlow.Reminders.ReminderTriggerRefusals;

namespace CaseFlow.Reminders;

public sealed class TriggeringReminders
{
    private static readonly TriggerReminders ToTrigger = new(Triggered, Thirteen);

    [Fact]
    public void What_happened_to_a_customer_is_told() => A.ReminderTrigger.Given().When(Trigger, ToTrigger).Then(Triggered);

    [Fact]
    public void Telling_it_twice_records_it_once_also_under_a_newer_plan()
    {
        A.ReminderTrigger.Given(Triggered).When(Trigger, ToTrigger).ThenNothing();
        A.ReminderTrigger.Given(Triggered).When(Trigger, new TriggerReminders(Triggered with { PlanVersion = 2, Values = [] }, Four)).ThenNothing();
    }

    [Fact]
    public void One_id_is_of_one_thing()
    {
        A.ReminderTrigger.Given(Triggered).When(Trigger, new TriggerReminders(Triggered with { Plan = "low-balance" }, Four)).ThenRefused(ToldOtherwise);
        A.ReminderTrigger.Given(Triggered).When(Trigger, new TriggerReminders(Triggered with { Customer = new CustomerSnapshot { Customer = Wang } }, Four)).ThenRefused(ToldOtherwise);
    }

    [Fact]
    public void Something_must_follow() => A.ReminderTrigger.Given().When(Trigger, new TriggerReminders(Triggered, null)).ThenRefused(NoPlan);

    [Fact]
    public void Each_variable_has_a_value() => A.ReminderTrigger.Given().When(Trigger, new TriggerReminders(Triggered with { Values = [] }, Thirteen)).ThenRefused(ValueMissing);
}
