using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class PublishingSupportTargets
{
    private static readonly PublishSupportTargets Publish = new("desk", 240, 1_350, "Agreed with the cities") { Known = ["desk"] };

    [Fact]
    public void Targets_come_into_force() => A.SupportTargets.Given().When(SupportTargetsDecisions.Publish, Publish).Then(Targets);

    [Fact]
    public void Publishing_them_twice_records_them_once() => A.SupportTargets.Given(Targets).When(SupportTargetsDecisions.Publish, Publish with { Reason = "Again" }).ThenNothing();

    [Fact]
    public void Shorter_ones_are_another_version() => A.SupportTargets.Given(Targets)
        .When(SupportTargetsDecisions.Publish, Publish with { TakeUpMinutes = 120 })
        .Then(Targets with { Version = 2, TakeUpMinutes = 120 });

    [Fact]
    public void They_are_refused_when_the_answer_is_owed_before_the_taking_up_or_after_years()
    {
        A.SupportTargets.Given().When(SupportTargetsDecisions.Publish, Publish with { TakeUpMinutes = 0 }).ThenRefused(SupportTargetsRefusals.OutOfRange);
        A.SupportTargets.Given().When(SupportTargetsDecisions.Publish, Publish with { TakeUpMinutes = 1_350 }).ThenRefused(SupportTargetsRefusals.OutOfRange);
        A.SupportTargets.Given().When(SupportTargetsDecisions.Publish, Publish with { AnswerMinutes = int.MaxValue }).ThenRefused(SupportTargetsRefusals.OutOfRange);
    }

    [Fact]
    public void They_are_refused_when_there_is_no_such_calendar() =>
        A.SupportTargets.Given().When(SupportTargetsDecisions.Publish, Publish with { Known = ["around-the-clock"] }).ThenRefused(SupportTargetsRefusals.CalendarUnknown);
}
