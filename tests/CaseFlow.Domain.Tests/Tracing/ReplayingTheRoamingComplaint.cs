using CaseFlow.Complaints;
using static CaseFlow.Cast;

namespace CaseFlow.Tracing;

/// <summary>The five contacts of June 2011 under the rules of then, and under others.</summary>
public sealed class ReplayingTheRoamingComplaint
{
    /// <summary>The circular of 2011, the lock of three tries, a portal that speaks of calls alone, and no lane.</summary>
    private static readonly ServiceTerms Then = new()
    {
        Activation = new(ImmediateForAll: false, ["diamond", "gold", "silver"], ["gotone"], new(6, 0)),
        Identification = new(3, 24, LockCounter.Either, PapersAccepted: false),
        Wording = new(NamesRoaming: false),
        Lane = new(RoamingFirst: false),
    };

    private static readonly ServiceTerms AtOnce = Then with { Activation = Then.Activation! with { ImmediateForAll = true } };
    private static readonly ServiceTerms WithPapers = AtOnce with { Identification = Then.Identification! with { PapersAccepted = true } };
    private static readonly ServiceTerms InClearWords = WithPapers with { Wording = new(NamesRoaming: true) };
    private static readonly ServiceTerms WithLane = Then with { Lane = new(RoamingFirst: true) };

    private static readonly RecordedTouch[] Story =
    [
        Touch(1, Jiangsu(27, 0, 0), ContactOutcome.SelfService, RoamingState.Home),
        Touch(2, Jiangsu(28, 22, 11, 54), ContactOutcome.IvrLocked, RoamingState.International) with { Lock = new(HandledNumberTries: 3, CallingNumberTries: 1, Jiangsu(29, 22, 11, 54)) },
        Touch(3, Jiangsu(30, 1, 0), ContactOutcome.AllAgentsBusy, RoamingState.International),
        Touch(4, Jiangsu(30, 13, 17), ContactOutcome.Answered, RoamingState.International),
        Touch(5, Jiangsu(27, 0, 0).AddDays(10), ContactOutcome.Answered, RoamingState.Home),
    ];

    private static RecordedTouch Touch(int number, DateTimeOffset at, ContactOutcome outcome, RoamingState roaming) => new()
    {
        Number = number, Contact = new(new Guid(number, 0, 0, new byte[8])), At = at, Outcome = outcome, Roaming = roaming, Tier = "standard", Brand = "easyown",
    };

    private static IReadOnlyList<ReplayedTouch> Replay(ServiceTerms terms, params IReadOnlyList<RecordedTouch> touches) => RoamingReplay.Under(terms, touches, Shanghai);

    private static IEnumerable<int> Avoided(ServiceTerms terms) => Replay(terms, Story).Where(touch => touch.Fate == TouchFate.Avoided).Select(touch => touch.Number);

    [Fact]
    public void Under_the_rules_of_then_each_contact_fails_as_it_did()
    {
        var replayed = Replay(Then, Story);
        Assert.Equal([FailingTerms.Wording, FailingTerms.Identification, FailingTerms.Lane, FailingTerms.Activation, null], replayed.Select(touch => touch.Because));
        Assert.Equal([TouchFate.Failed, TouchFate.Failed, TouchFate.Failed, TouchFate.Failed, TouchFate.Complained], replayed.Select(touch => touch.Fate));
        Assert.Equal([true, true, false, true, true], replayed.Select(touch => touch.Reached));
        Assert.Equal(new DateTimeOffset(2011, 7, 1, 6, 0, 0, TimeSpan.FromHours(8)), replayed[3].WorksFrom);
    }

    [Fact]
    public void Activation_at_once_avoids_the_fifth() => Assert.Equal([5], Avoided(AtOnce));

    [Fact]
    public void With_papers_besides_it_avoids_three_to_five() => Assert.Equal([3, 4, 5], Avoided(WithPapers));

    [Fact]
    public void In_clear_words_besides_it_avoids_two_to_five() => Assert.Equal([2, 3, 4, 5], Avoided(InClearWords));

    [Fact]
    public void A_lane_alone_answers_the_third_and_avoids_none()
    {
        var replayed = Replay(WithLane, Story);
        Assert.Empty(Avoided(WithLane));
        Assert.Equal((true, FailingTerms.Activation), (replayed[2].Reached, replayed[2].Because));
        Assert.Equal(TouchFate.Complained, replayed[4].Fate);
    }

    [Fact]
    public void Had_the_second_been_accepted_it_would_have_worked_at_six_next_morning()
    {
        var replayed = Replay(Then with { Identification = Then.Identification! with { PapersAccepted = true } }, Story);
        Assert.Equal(Jiangsu(29, 6, 0), replayed[1].WorksFrom);
    }

    [Fact]
    public void Which_counter_fired_decides_the_second_contact()
    {
        Assert.Equal(TouchFate.Failed, Replay(Counting(LockCounter.HandledNumber), Story)[1].Fate);
        Assert.Equal(TouchFate.Helped, Replay(Counting(LockCounter.CallingNumber), Story)[1].Fate);

        static ServiceTerms Counting(LockCounter counter) => Then with { Identification = Then.Identification! with { Counts = counter } };
    }

    [Theory]
    [InlineData("gold", "easyown")]
    [InlineData("standard", "gotone")]
    public void Distinguished_customers_were_never_told_tomorrow(string tier, string brand) =>
        Assert.Equal(TouchFate.Avoided, Replay(Then, [.. Story.Select(touch => touch with { Tier = tier, Brand = brand })])[4].Fate);

    [Fact]
    public void A_lock_that_still_holds_stops_an_answered_call_too()
    {
        var sooner = Story[2] with { At = Jiangsu(29, 22, 11, 53) };
        Assert.Equal(FailingTerms.Identification, Replay(WithLane, Story[0], Story[1], sooner)[2].Because);
        Assert.Equal(FailingTerms.Activation, Replay(WithLane, Story[0], Story[1], sooner with { At = Jiangsu(29, 22, 11, 54) })[2].Because);
    }
}
