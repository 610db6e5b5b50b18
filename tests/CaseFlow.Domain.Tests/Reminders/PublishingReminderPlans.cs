using static CaseFlow.Reminders.ReminderCast;
using static CaseFlow.Reminders.ReminderPlanDecisions;
using static CaseFlow.Reminders.ReminderPlanRefusals;

namespace CaseFlow.Reminders;

public sealed class PublishingReminderPlans
{
    [Fact]
    public void A_plan_is_published_with_each_message_in_its_first_version() => A.ReminderPlans.Given().When(Publish, ToPublish).Then(Published);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.ReminderPlans.Given(Published).When(Publish, ToPublish).ThenNothing();

    [Fact]
    public void A_message_counts_its_own_versions_also_after_it_was_left_out()
    {
        var again = Plan([Text("recharge"), Text("balance") with { Zh = "余额见%PLAN_NAME%。" }]);
        var plans = A.ReminderPlans.Given(Published, new ReminderPlanPublished("account-opening", 2, Counted(Four), "Merged"));
        plans.When(Publish, new PublishReminderPlan("account-opening", again, "Once more")).Then(new ReminderPlanPublished(
            "account-opening", 3, again with { Templates = [again.Templates[0] with { Version = 1 }, again.Templates[1] with { Version = 2 }] }, "Once more"));
    }

    [Fact]
    public void A_plan_has_messages() => Refused(Empty, Plan([]));

    [Fact]
    public void Codes_are_well_formed() => Refused(CodeMalformed, Plan([Text("Recharge!")]));

    [Fact]
    public void Each_code_stands_there_once() => Refused(TemplateTwice, Plan([Text("recharge"), Text("recharge")]));

    [Fact]
    public void A_variable_has_a_name_that_texts_can_have_and_a_sample()
    {
        Refused(VariablesUnfit, Four with { Variables = [new("plan name", VariableKind.Plain, "x")] });
        A.ReminderPlans.Given().When(Publish, ToPublish with { Terms = Four with { Variables = [new("PLAN_NAME", VariableKind.Plain, " ")] } }).ThenRefused(VariablesUnfit);
    }

    [Fact]
    public void A_text_with_a_variable_that_is_not_right_is_not_published()
    {
        Refused(TextUnfit, Plan([Text("recharge") with { Zh = "%PLAN_NAEM%" }]));
        A.ReminderPlans.Given().When(Publish, ToPublish with { Terms = Plan([Text("recharge") with { En = "${PLAN_NAME} %PLAN_NAME%" }]) }).ThenRefused(TextUnfit);
    }

    [Fact]
    public void A_message_is_wanted_at_once_or_at_a_time_of_a_later_day()
    {
        Refused(DeferralUnclear, Plan([Text("recharge") with { AfterDays = 1 }]));
        Refused(DeferralUnclear, Plan([Text("recharge") with { At = new(9, 0) }]));
        A.ReminderPlans.Given().When(Publish, ToPublish with { Terms = Plan([Text("recharge") with { AfterDays = 93, At = new(9, 0) }]) }).ThenRefused(DeferralUnclear);
    }

    [Fact]
    public void The_order_follows_the_times() => A.ReminderPlans.Given().When(Publish, ToPublish with { Terms = Plan([Charge, Midnight]) }).ThenRefused(OrderAgainstTime);

    [Fact]
    public void Hours_are_published() => A.ReminderPlans.Given().When(PublishHours, new PublishReminderHours(Hours with { Version = 0 }, "Leave people in peace")).Then(HoursPublished);

    [Fact]
    public void The_same_hours_are_published_once() => A.ReminderPlans.Given(HoursPublished).When(PublishHours, new PublishReminderHours(Hours, "Again")).ThenNothing();

    [Fact]
    public void Hours_leave_some_time() => A.ReminderPlans
        .Given().When(PublishHours, new PublishReminderHours(Hours with { Rest = [new(new(8, 0), new(21, 0)), new(new(21, 0), new(8, 0))] }, "Never")).ThenRefused(NoTimeToSend);

    [Fact]
    public void Offers_wait() => A.ReminderPlans
        .Given().When(PublishHours, new PublishReminderHours(Hours with { Breaking = [ReminderClass.Marketing] }, "Sell")).ThenRefused(MarketingWaits);

    private static void Refused(Refusal refusal, ReminderPlanTerms terms) => A.ReminderPlans.Given().When(Publish, ToPublish with { Terms = terms }).ThenRefused(refusal);
}
