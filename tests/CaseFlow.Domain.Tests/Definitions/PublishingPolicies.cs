using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.PersonalData;
using static CaseFlow.Cast;

namespace CaseFlow.Definitions;

public sealed class PublishingARepeatRule
{
    private static readonly PublishRepeatRule ThirtyDays = new(WindowDays: 30, TopicLevel: 2, [ComplaintKind.Complaint, ComplaintKind.Fault], Unit: 100, "Monthly report");
    private static readonly RepeatRulePublished First = new(new(1, 30, 2, ThirtyDays.Kinds, 100), "Monthly report");

    [Fact]
    public void A_rule_comes_into_force() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays)
        .Then(First);

    [Fact]
    public void Publishing_a_rule_twice_records_it_once() => A.Policies
        .Given(First)
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays)
        .ThenNothing();

    [Fact]
    public void The_same_kinds_in_another_order_are_the_same_rule() => A.Policies
        .Given(First)
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays with { Kinds = [ComplaintKind.Fault, ComplaintKind.Complaint] })
        .ThenNothing();

    [Fact]
    public void Another_window_is_the_next_version() => A.Policies
        .Given(First)
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays with { WindowDays = 60 })
        .Then(new RepeatRulePublished(new(2, 60, 2, ThirtyDays.Kinds, 100), "Monthly report"));

    [Theory]
    [InlineData(0)]
    [InlineData(3661)]
    public void A_window_is_a_day_to_ten_years(int days) => A.Policies
        .Given()
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays with { WindowDays = days })
        .ThenRefused(PolicyRefusals.WindowOutOfRange);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_topic_has_one_to_nine_levels(int level) => A.Policies
        .Given()
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays with { TopicLevel = level })
        .ThenRefused(PolicyRefusals.TopicLevelOutOfRange);

    [Fact]
    public void A_rate_without_a_unit_is_no_rate() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays with { Unit = 0 })
        .ThenRefused(PolicyRefusals.BaseMissing.At("unit"));

    [Fact]
    public void A_rate_without_a_base_is_no_rate() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishRepeatRule, ThirtyDays with { Kinds = [] })
        .ThenRefused(PolicyRefusals.BaseMissing.At("kinds"));
}

public sealed class PublishingACallbackPolicy
{
    private static readonly PublishCallbackPolicy DayAfter = new(Terms with { PolicyVersion = 0 }, [ComplaintKind.Complaint, ComplaintKind.Fault], "Follow-up");
    private static readonly CallbackPolicyPublished First = new(Terms, DayAfter.Kinds, "Follow-up");

    [Fact]
    public void A_policy_comes_into_force() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter)
        .Then(First);

    [Fact]
    public void Publishing_a_policy_twice_records_it_once() => A.Policies
        .Given(First)
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter)
        .ThenNothing();

    [Fact]
    public void The_same_kinds_in_another_order_are_the_same_policy() => A.Policies
        .Given(First)
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Kinds = [ComplaintKind.Fault, ComplaintKind.Complaint] })
        .ThenNothing();

    [Fact]
    public void Other_waits_are_the_next_version() => A.Policies
        .Given(First)
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = Terms with { RetryAfterMinutes = [60] } })
        .Then(First with { Terms = Terms with { PolicyVersion = 2, RetryAfterMinutes = [60] } });

    [Fact]
    public void Nobody_waits_for_a_call_for_more_than_a_year()
    {
        Refused(Terms with { FirstAfterMinutes = int.MaxValue }, "firstAfterMinutes");
        Refused(Terms with { TakeWithinMinutes = PolicyDecisions.LongestWait + 1 }, "takeWithinMinutes");
        Refused(Terms with { RetryAfterMinutes = [60, PolicyDecisions.LongestWait + 1] }, "retryAfterMinutes[1]");

        static void Refused(CallbackTerms terms, string field) =>
            A.Policies.Given().When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = terms }).ThenRefused(PolicyRefusals.WaitOutOfRange.At(field));
    }

    [Fact]
    public void A_first_call_does_not_come_before_the_resolution() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = Terms with { FirstAfterMinutes = -1 } })
        .ThenRefused(PolicyRefusals.WaitOutOfRange);

    [Fact]
    public void A_callback_may_wait_some_time_to_be_taken() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = Terms with { TakeWithinMinutes = 0 } })
        .ThenRefused(PolicyRefusals.WaitOutOfRange);

    [Fact]
    public void The_next_attempt_comes_after_the_last() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = Terms with { RetryAfterMinutes = [60, 0] } })
        .ThenRefused(PolicyRefusals.WaitOutOfRange);

    [Theory]
    [InlineData(0)]
    [InlineData(3661)]
    [InlineData(int.MaxValue)]
    public void A_resolution_is_called_about_for_a_day_to_ten_years(int days) => A.Policies
        .Given()
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = Terms with { MaxAgeDays = days } })
        .ThenRefused(PolicyRefusals.WaitOutOfRange);

    [Fact]
    public void Calling_hours_start_before_they_end() => A.Policies
        .Given()
        .When(PolicyDecisions.PublishCallbackPolicy, DayAfter with { Terms = Terms with { From = new(20, 0) } })
        .ThenRefused(PolicyRefusals.HoursEmpty);
}

public sealed class OwingACallbackUnderAPolicy
{
    private static readonly Policies InForce = A.Policies.Given(new CallbackPolicyPublished(Terms, [ComplaintKind.Complaint], "Follow-up")).State;

    [Fact]
    public void The_customer_of_a_resolved_complaint_is_called_under_the_terms_in_force() =>
        Assert.Equal(Shown.Text(Terms), Shown.Text(InForce.CallbackOwed(ComplaintKind.Complaint, Monday, Monday)));

    [Fact]
    public void A_kind_that_the_policy_does_not_name_owes_none() => Assert.Null(InForce.CallbackOwed(ComplaintKind.Praise, Monday, Monday));

    [Fact]
    public void Without_a_policy_nobody_is_called() => Assert.Null(Policies.None.CallbackOwed(ComplaintKind.Complaint, Monday, Monday));

    [Fact]
    public void A_resolution_of_long_ago_is_no_reason_to_call()
    {
        Assert.NotNull(InForce.CallbackOwed(ComplaintKind.Complaint, Monday, recordedAt: Monday.AddDays(30)));
        Assert.Null(InForce.CallbackOwed(ComplaintKind.Complaint, Monday, recordedAt: Monday.AddDays(30).AddTicks(1)));
    }
}

public sealed class PublishingARetentionSchedule
{
    private static readonly RetentionRule[] Rules = [new(null, 6, "Rule 12"), .. Enum.GetValues<ComplaintKind>().Select(kind => new RetentionRule(kind, 24, "Rule 7"))];
    private static readonly PublishRetentionSchedule Publish = new(Rules, "First schedule");
    private static readonly RetentionSchedulePublished First = new(new(1, [.. Rules.OrderBy(rule => rule.Kind)]), "First schedule");

    [Fact]
    public void A_schedule_comes_into_force() => A.Policies.Given().When(PolicyDecisions.PublishRetentionSchedule, Publish).Then(First);

    [Fact]
    public void Publishing_it_twice_in_another_order_records_it_once() => A.Policies
        .Given(First).When(PolicyDecisions.PublishRetentionSchedule, Publish with { Rules = [.. Rules.Reverse()] }).ThenNothing();

    [Fact]
    public void Another_time_is_the_next_version()
    {
        var longer = Publish with { Rules = [.. Rules.Select(rule => rule with { KeepMonths = 36 })] };
        var published = Assert.IsType<RetentionSchedulePublished>(Assert.Single(PolicyDecisions.PublishRetentionSchedule(A.Policies.Given(First).State, longer).Events));
        Assert.Equal((2, 36), (published.Schedule.Version, published.Schedule.Of(ComplaintKind.Fault).KeepMonths));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_201)]
    public void Data_is_kept_for_a_month_to_a_century(int months) => A.Policies.Given()
        .When(PolicyDecisions.PublishRetentionSchedule, Publish with { Rules = [.. Rules.Select(rule => rule with { KeepMonths = months })] })
        .ThenRefused(PolicyRefusals.RetentionOutOfRange);

    [Fact]
    public void A_class_without_a_rule_or_with_two_is_no_schedule()
    {
        A.Policies.Given().When(PolicyDecisions.PublishRetentionSchedule, Publish with { Rules = [.. Rules.Skip(1)] }).ThenRefused(PolicyRefusals.RetentionIncomplete);
        A.Policies.Given().When(PolicyDecisions.PublishRetentionSchedule, Publish with { Rules = [.. Rules, Rules[1] with { KeepMonths = 9 }] }).ThenRefused(PolicyRefusals.RetentionIncomplete);
    }
}
