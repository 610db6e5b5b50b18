namespace CaseFlow.Definitions;

public sealed class PublishingATermList
{
    private static readonly TermEntry Network = new("network", "网络", "Network");
    private static readonly TermEntry Roaming = new("network.roaming", "漫游", "Roaming");
    private static readonly TermEntry Billing = new("billing", "账单", "Billing");

    private static PublishTermList Topics(params TermEntry[] entries) => new("topics", entries, "First list");

    private static TermListPublished Published(int version, params TermEntry[] entries) => new("topics", version, entries, "First list");

    [Fact]
    public void A_list_comes_into_force() => A.TermList
        .Given()
        .When(TermListDecisions.Publish, Topics(Network, Roaming))
        .Then(Published(1, Network, Roaming));

    [Fact]
    public void Publishing_a_list_twice_records_it_once() => A.TermList
        .Given(Published(1, Network, Roaming))
        .When(TermListDecisions.Publish, Topics(Network, Roaming))
        .ThenNothing();

    [Fact]
    public void The_same_terms_in_another_order_are_the_same_list() => A.TermList
        .Given(Published(1, Network, Roaming))
        .When(TermListDecisions.Publish, Topics(Roaming, Network))
        .ThenNothing();

    [Fact]
    public void A_longer_list_is_the_next_version() => A.TermList
        .Given(Published(1, Network))
        .When(TermListDecisions.Publish, Topics(Network, Billing))
        .Then(Published(2, Network, Billing));

    [Fact]
    public void A_list_needs_a_term() => A.TermList
        .Given()
        .When(TermListDecisions.Publish, Topics())
        .ThenRefused(TermListRefusals.Empty);

    [Fact]
    public void A_code_stands_in_the_list_once() => A.TermList
        .Given()
        .When(TermListDecisions.Publish, Topics(Network, Network with { En = "Net" }))
        .ThenRefused(TermListRefusals.CodeTwice.At("entries[1].code"));

    [Theory]
    [InlineData("")]
    [InlineData("Network")]
    [InlineData("net work")]
    [InlineData(".network")]
    [InlineData("network.")]
    [InlineData("network..roaming")]
    [InlineData("网络")]
    public void A_code_is_plain(string code) => A.TermList
        .Given()
        .When(TermListDecisions.Publish, Topics(Network, Network with { Code = code }))
        .ThenRefused(TermListRefusals.CodeMalformed.At("entries[1].code"));

    [Fact]
    public void A_terms_parent_stands_in_the_list_too() => A.TermList
        .Given()
        .When(TermListDecisions.Publish, Topics(Roaming))
        .ThenRefused(TermListRefusals.ParentMissing.At("entries[0].code"));

    [Fact]
    public void A_published_code_is_never_dropped() => A.TermList
        .Given(Published(1, Network, Billing))
        .When(TermListDecisions.Publish, Topics(Network))
        .ThenRefused(TermListRefusals.CodeDropped);

    [Fact]
    public void A_code_may_be_retired_and_is_not_chosen_any_more()
    {
        var list = A.TermList
            .Given(Published(1, Network, Billing))
            .When(TermListDecisions.Publish, Topics(Network, Billing with { Retired = true }) with { Moves = [new("billing", TermFate.Ended)] })
            .Then(Published(2, Network, Billing with { Retired = true }) with { Moves = [new("billing", TermFate.Ended)] })
            .State;
        Assert.Null(list.Find("billing"));
        Assert.Equal(new Term("network", 2), list.Find("network"));
    }

    [Fact]
    public void Only_what_is_in_the_list_is_found()
    {
        var list = A.TermList.Given(Published(1, Network)).State;
        Assert.Null(list.Find("billing"));
        Assert.Null(list.Find(null));
    }

    [Theory]
    [InlineData("network.roaming.activation", 1, "network")]
    [InlineData("network.roaming.activation", 2, "network.roaming")]
    [InlineData("network.roaming.activation", 9, "network.roaming.activation")]
    public void A_code_is_read_down_to_a_level(string code, int level, string expected) => Assert.Equal(expected, TermCodes.AtLevel(code, level));
}
