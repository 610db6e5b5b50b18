using System.Text.Json;
using CaseFlow.EventStore;

namespace CaseFlow.Definitions;

public sealed class ReorganisingTopics
{
    private static readonly TermEntry Signal = new("signal", "信号", "Signal"), Calls = new("calls", "通话", "Calls"), Data = new("data", "上网", "Data"), Old = new("old", "旧主题", "Old"), Older = new("older", "更旧主题", "Older");
    private static readonly TermListPublished First = new("topics", 1, [Signal, Calls, Data, Old, Older], "First");

    private static PublishTermList Tree(IReadOnlyList<TermEntry> entries, params IReadOnlyList<TermMove> moves) => new("topics", entries, "Reorganised") { Moves = moves };

    private static TermEntry Gone(TermEntry entry) => entry with { Retired = true };

    [Fact]
    public void A_topic_that_goes_states_where_its_cases_count_from_then_on()
    {
        var list = A.TermList.Given(First)
            .When(TermListDecisions.Publish, Tree([Signal, Calls, Data, Gone(Old), Older], new TermMove("old", TermFate.Mapped, "signal")))
            .Then(new TermListPublished("topics", 2, [Signal, Calls, Data, Gone(Old), Older], "Reorganised") { Moves = [new("old", TermFate.Mapped, "signal")] })
            .State;
        Assert.Equal(("signal", "older", "calls"), (list.Today("old"), list.Today("older"), list.Today("calls")));
    }

    [Fact]
    public void A_topic_that_goes_without_saying_so_is_refused() => A.TermList.Given(First)
        .When(TermListDecisions.Publish, Tree([Signal, Calls, Data, Gone(Old), Older]))
        .ThenRefused(TermListRefusals.MoveMissing);

    [Fact]
    public void What_was_said_of_a_topic_that_stays_away_is_said_again() => A.TermList.Given(First, new TermListPublished("topics", 2, [Signal, Calls, Data, Gone(Old), Older], "Gone") { Moves = [new("old", TermFate.Ended)] })
        .When(TermListDecisions.Publish, Tree([Signal, Calls, Data with { En = "Mobile data" }, Gone(Old), Older]))
        .ThenRefused(TermListRefusals.MoveMissing);

    [Fact]
    public void A_topic_that_moved_twice_counts_where_it_came_to()
    {
        var list = A.TermList
            .Given(First, new TermListPublished("topics", 2, [Signal, Calls, Data, Old, Gone(Older)], "Once") { Moves = [new("older", TermFate.Mapped, "old")] })
            .When(TermListDecisions.Publish, Tree([Signal, Calls, Data, Gone(Old), Gone(Older)], new TermMove("older", TermFate.Mapped, "old"), new TermMove("old", TermFate.Split, "calls", ["calls", "data"])))
            .Then(new TermListPublished("topics", 3, [Signal, Calls, Data, Gone(Old), Gone(Older)], "Reorganised") { Moves = [new("older", TermFate.Mapped, "old"), new("old", TermFate.Split, "calls", ["calls", "data"])] })
            .State;
        Assert.Equal(("calls", "calls"), (list.Today("older"), list.Today("old")));
    }

    [Fact]
    public void Saying_the_same_moves_again_in_another_order_records_nothing() => A.TermList
        .Given(First, new TermListPublished("topics", 2, [Signal, Calls, Data, Gone(Old), Gone(Older)], "Once") { Moves = [new("older", TermFate.Ended), new("old", TermFate.Split, "calls", ["calls", "data"])] })
        .When(TermListDecisions.Publish, Tree([Signal, Calls, Data, Gone(Old), Gone(Older)], new TermMove("old", TermFate.Split, "calls", ["calls", "data"]), new TermMove("older", TermFate.Ended)))
        .ThenNothing();

    [Fact]
    public void Another_target_is_the_next_version() => Assert.Equal("data", A.TermList
        .Given(First, new TermListPublished("topics", 2, [Signal, Calls, Data, Gone(Old), Older], "Once") { Moves = [new("old", TermFate.Mapped, "calls")] })
        .When(TermListDecisions.Publish, Tree([Signal, Calls, Data, Gone(Old), Older], new TermMove("old", TermFate.Mapped, "data")))
        .Then(new TermListPublished("topics", 3, [Signal, Calls, Data, Gone(Old), Older], "Reorganised") { Moves = [new("old", TermFate.Mapped, "data")] })
        .State.Today("old"));

    public static TheoryData<string, TermMove[]> Unfit => new()
    {
        { "of a topic that is there", [new("calls", TermFate.Ended)] },
        { "of no topic", [new("nothing", TermFate.Ended)] },
        { "to no topic", [new("old", TermFate.Mapped, "nothing"), new("older", TermFate.Ended)] },
        { "to nowhere", [new("old", TermFate.Mapped), new("older", TermFate.Ended)] },
        { "in a circle", [new("old", TermFate.Mapped, "older"), new("older", TermFate.Mapped, "old")] },
        { "twice", [new("old", TermFate.Ended), new("old", TermFate.Mapped, "calls"), new("older", TermFate.Ended)] },
        { "split into one", [new("old", TermFate.Split, "calls", ["calls"]), new("older", TermFate.Ended)] },
        { "split without its default", [new("old", TermFate.Split, "calls", ["data", "signal"]), new("older", TermFate.Ended)] },
        { "ended and somewhere", [new("old", TermFate.Ended, "calls"), new("older", TermFate.Ended)] },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_move_that_leads_nowhere_is_refused(string which, TermMove[] moves)
    {
        Assert.NotEmpty(which);
        A.TermList.Given(First).When(TermListDecisions.Publish, Tree([Signal, Calls, Data, Gone(Old), Gone(Older)], moves)).ThenRefused(TermListRefusals.MoveUnfit);
    }

    [Fact]
    public void Other_lists_have_no_moves() => A.TermList.Given()
        .When(TermListDecisions.Publish, new PublishTermList("tiers", [Signal, Gone(Old)], "First") { Moves = [new("old", TermFate.Ended)] })
        .ThenRefused(TermListRefusals.MovesOfTopics);

    [Fact]
    public void A_list_that_was_published_before_there_were_moves_still_reads()
    {
        var before = JsonSerializer.Deserialize<TermListPublished>("""{"list":"topics","version":1,"entries":[{"code":"network","zh":"网络","en":"Network","retired":true}],"reason":"First list"}""", EventTypes.Json)!;
        Assert.Null(before.Moves);
        Assert.Equal("network", TermList.Evolve(TermList.Unpublished, before).Today("network"));
    }
}
