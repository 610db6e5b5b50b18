using CaseFlow.Clocks;
using static CaseFlow.Cast;
using static CaseFlow.Warnings.WarningSamples;

namespace CaseFlow.Warnings;

public sealed class AskingTheProvince
{
    private static readonly RequestProvincialSupport Ask = new(Requested, Monday);
    private static readonly ProvincialSupportTakenUp TakenUp = new(Chen);
    private static readonly ProvincialSupportAnswered Answered = new("The wording of 28 June");
    private static readonly ProvincialSupportReturned Returned = new("Say for which brands");
    private static readonly ProvincialSupportWithdrawn Withdrawn = new("Solved in the city");
    private static readonly RenewSupport Again = new("For GoTone alone", Requested.WantedBy, Dues, Monday);

    [Fact]
    public void A_city_asks_and_both_clocks_start() => A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Request, Ask).Then(Requested);

    [Fact]
    public void Both_clocks_count_working_time() =>
        Assert.Equal(Dues, SupportDues.Of(Targets, Calendars.TimeOf(Calendars.DeskPublished), Monday));

    [Fact]
    public void Asking_twice_records_it_once() => A.ProvincialSupport.Given(Requested).When(ProvincialSupportDecisions.Request, Ask).ThenNothing();

    [Fact]
    public void It_is_refused_of_the_province_itself() =>
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Request, Ask with { Request = Requested with { Region = new("CN-JS") } }).ThenRefused(ProvincialSupportRefusals.CitiesAsk);

    [Fact]
    public void It_is_refused_for_a_time_that_is_past()
    {
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Request, Ask with { Now = Requested.WantedBy }).ThenRefused(ProvincialSupportRefusals.WantedInThePast);
        A.ProvincialSupport.Given(Requested, Returned).When(ProvincialSupportDecisions.Renew, Again with { Now = Requested.WantedBy }).ThenRefused(ProvincialSupportRefusals.WantedInThePast);
    }

    [Fact]
    public void A_coordinator_takes_it_up_and_another_one_takes_it_over() => A.ProvincialSupport.Given(Requested)
        .When(ProvincialSupportDecisions.TakeUp, new TakeUpSupport(Chen, ByProvince: true)).Then(TakenUp)
        .When(ProvincialSupportDecisions.TakeUp, new TakeUpSupport(Chen, ByProvince: true)).ThenNothing()
        .When(ProvincialSupportDecisions.TakeUp, new TakeUpSupport(Li, ByProvince: true)).Then(new ProvincialSupportTakenUp(Li));

    [Fact]
    public void The_province_answers_what_it_took_up_once() => A.ProvincialSupport.Given(Requested, TakenUp)
        .When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport(Answered.Answer, ByProvince: true)).Then(Answered)
        .When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport("Another answer", ByProvince: true)).ThenNothing();

    [Fact]
    public void What_nobody_took_up_is_not_answered() =>
        A.ProvincialSupport.Given(Requested).When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport("Yes", ByProvince: true)).ThenRefused(ProvincialSupportRefusals.NotTakenUp);

    [Fact]
    public void The_province_sends_it_back_and_the_city_asks_again() => A.ProvincialSupport.Given(Requested, TakenUp)
        .When(ProvincialSupportDecisions.Return, new ReturnSupport(Returned.Reason, ByProvince: true)).Then(Returned)
        .When(ProvincialSupportDecisions.Return, new ReturnSupport("Another reason", ByProvince: true)).ThenNothing()
        .When(ProvincialSupportDecisions.Renew, Again).Then(new ProvincialSupportRenewed(2, Again.Need, Again.WantedBy, Dues))
        .When(ProvincialSupportDecisions.Renew, Again).ThenNothing();

    [Fact]
    public void The_city_asks_again_when_the_answer_does_not_help() => A.ProvincialSupport.Given(Requested, TakenUp, Answered)
        .When(ProvincialSupportDecisions.Renew, Again).Then(new ProvincialSupportRenewed(2, Again.Need, Again.WantedBy, Dues))
        .When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport("Yes", ByProvince: true)).ThenRefused(ProvincialSupportRefusals.NotTakenUp);

    [Fact]
    public void A_city_does_not_act_for_the_province()
    {
        A.ProvincialSupport.Given(Requested).When(ProvincialSupportDecisions.TakeUp, new TakeUpSupport(Li, ByProvince: false)).ThenRefused(ProvincialSupportRefusals.ProvinceActs);
        A.ProvincialSupport.Given(Requested, TakenUp).When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport("Yes", ByProvince: false)).ThenRefused(ProvincialSupportRefusals.ProvinceActs);
        A.ProvincialSupport.Given(Requested).When(ProvincialSupportDecisions.Return, new ReturnSupport("No", ByProvince: false)).ThenRefused(ProvincialSupportRefusals.ProvinceActs);
    }

    [Fact]
    public void What_does_not_wait_for_the_province_is_not_taken_up_answered_or_sent_back()
    {
        A.ProvincialSupport.Given(Requested, Returned).When(ProvincialSupportDecisions.TakeUp, new TakeUpSupport(Chen, ByProvince: true)).ThenRefused(ProvincialSupportRefusals.NotWaiting);
        A.ProvincialSupport.Given(Requested, Withdrawn).When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport("Yes", ByProvince: true)).ThenRefused(ProvincialSupportRefusals.NotWaiting);
        A.ProvincialSupport.Given(Requested, TakenUp, Answered).When(ProvincialSupportDecisions.Return, new ReturnSupport("No", ByProvince: true)).ThenRefused(ProvincialSupportRefusals.NotWaiting);
    }

    [Fact]
    public void The_city_closes_what_was_answered_once() => A.ProvincialSupport.Given(Requested, TakenUp, Answered)
        .When(ProvincialSupportDecisions.Close, new CloseSupport()).Then(new ProvincialSupportClosed())
        .When(ProvincialSupportDecisions.Close, new CloseSupport()).ThenNothing();

    [Fact]
    public void What_was_not_answered_is_not_closed() =>
        A.ProvincialSupport.Given(Requested, TakenUp).When(ProvincialSupportDecisions.Close, new CloseSupport()).ThenRefused(ProvincialSupportRefusals.NotAnswered);

    [Fact]
    public void The_city_takes_it_back_once() => A.ProvincialSupport.Given(Requested)
        .When(ProvincialSupportDecisions.Withdraw, new WithdrawSupport(Withdrawn.Reason)).Then(Withdrawn)
        .When(ProvincialSupportDecisions.Withdraw, new WithdrawSupport("Another reason")).ThenNothing();

    [Fact]
    public void What_has_ended_is_not_asked_again_closed_or_taken_back()
    {
        A.ProvincialSupport.Given(Requested, Withdrawn).When(ProvincialSupportDecisions.Renew, Again).ThenRefused(ProvincialSupportRefusals.Ended);
        A.ProvincialSupport.Given(Requested, Withdrawn).When(ProvincialSupportDecisions.Close, new CloseSupport()).ThenRefused(ProvincialSupportRefusals.Ended);
        A.ProvincialSupport.Given(Requested, TakenUp, Answered, new ProvincialSupportClosed()).When(ProvincialSupportDecisions.Withdraw, new WithdrawSupport("No")).ThenRefused(ProvincialSupportRefusals.Ended);
    }

    [Fact]
    public void What_was_not_asked_is_not_there()
    {
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.TakeUp, new TakeUpSupport(Chen, ByProvince: true)).ThenRefused(ProvincialSupportRefusals.Unknown);
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Answer, new AnswerProvincialSupport("Yes", ByProvince: true)).ThenRefused(ProvincialSupportRefusals.Unknown);
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Return, new ReturnSupport("No", ByProvince: true)).ThenRefused(ProvincialSupportRefusals.Unknown);
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Renew, Again).ThenRefused(ProvincialSupportRefusals.Unknown);
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Close, new CloseSupport()).ThenRefused(ProvincialSupportRefusals.Unknown);
        A.ProvincialSupport.Given().When(ProvincialSupportDecisions.Withdraw, new WithdrawSupport("No")).ThenRefused(ProvincialSupportRefusals.Unknown);
    }
}
