using CaseFlow.Complaints;
using static CaseFlow.Cast;
using static CaseFlow.Inspections.RatingACase;

namespace CaseFlow.Inspections;

public sealed class DrawingASample
{
    private static readonly IReadOnlyList<PopulationCase> Cases = [.. Enumerable.Range(1, 40).Select(One)];

    private static readonly SampleRule ByTopic = new() { Region = Nanjing, From = Monday, Before = Monday.AddDays(30), By = Stratification.Topic, PerStratum = 3 };

    private static readonly DrawSample Draw = new()
    {
        Sample = Sample,
        Rule = ByTopic,
        Seed = 7,
        SeedNamed = true,
        Position = 100,
        Card = "complaint-handling",
        CardVersion = 1,
        Population = Cases,
        Raters = [Qian, Zhou],
        DoublePercent = 50,
    };

    [Fact]
    public void A_sample_is_drawn_and_divided()
    {
        var state = A.InspectionSample.Given().When(InspectionSampleDecisions.Draw, Draw).Then(DrawnOf(Draw), AssignedOf(Draw)).State;
        Assert.Equal([("billing", 20, 3), ("network", 20, 3)], state.Drawn!.Strata.Select(stratum => (stratum.Code, stratum.Population, stratum.Chosen.Count)));
        Assert.Equal([1, 1, 1, 2, 2, 2], state.Raters.Values.Select(raters => raters.Count).Order());
        Assert.Equal(6, state.Cases.Count);
    }

    [Fact]
    public void Drawing_twice_records_it_once() => A.InspectionSample.Given(DrawnOf(Draw), AssignedOf(Draw)).When(InspectionSampleDecisions.Draw, Draw with { Seed = 8 }).ThenNothing();

    [Fact]
    public void The_order_in_which_cases_are_told_makes_no_difference() =>
        Assert.Equal(Drawn(ByTopic, 7, Cases), Drawn(ByTopic, 7, Cases.Reverse()));

    [Fact]
    public void Another_seed_draws_others() => Assert.NotEqual(Drawn(ByTopic, 7, Cases), Drawn(ByTopic, 8, Cases));

    [Fact]
    public void A_larger_sample_under_the_same_seed_begins_with_the_smaller_one() =>
        Assert.Equal(Drawn(ByTopic, 7, Cases), Drawing.Draw(ByTopic with { PerStratum = 9 }, 7, Cases).SelectMany(stratum => stratum.Chosen.Take(3)).Select(one => one.Complaint));

    [Fact]
    public void Each_case_is_drawn_about_as_often_as_any_other()
    {
        var often = Enumerable.Range(0, 2_000).SelectMany(seed => Drawn(ByTopic with { By = Stratification.Nothing, PerStratum = 10 }, seed, Cases)).CountBy(one => one).ToDictionary();
        Assert.Equal(40, often.Count);
        // 500 are expected of each, with a standard deviation of 19.4; all of 40 within five of them.
        Assert.All(often.Values, count => Assert.InRange(count, 403, 597));
    }

    [Theory]
    [InlineData(Stratification.Nothing, ":40")]
    [InlineData(Stratification.City, "CN-JS.nanjing:40")]
    [InlineData(Stratification.Channel, "hall:20 hotline:20")]
    [InlineData(Stratification.Topic, "billing:20 network:20")]
    [InlineData(Stratification.Handler, "li.na:20 :20")]
    public void Cases_are_divided(Stratification by, string parts) =>
        Assert.Equal(parts, string.Join(' ', Drawing.Draw(ByTopic with { By = by }, 7, Cases).Select(stratum => $"{stratum.Code}:{stratum.Population}")));

    [Theory]
    [InlineData(20, null, 10.0, 2)]
    [InlineData(21, null, 10.0, 3)]
    [InlineData(3, 5, null, 3)]
    [InlineData(30, 5, null, 5)]
    public void A_share_is_rounded_up_and_no_more_are_drawn_than_there_are(int population, int? number, double? percent, int drawn) =>
        Assert.Equal(drawn, (ByTopic with { PerStratum = number, Percent = (decimal?)percent }).SizeOf(population));

    [Fact]
    public void Cases_count_as_they_stood_by_time_place_topic_kind_and_status()
    {
        Assert.Empty(Drawing.Draw(ByTopic with { From = Monday.AddDays(29) }, 7, Cases));
        Assert.Empty(Drawing.Draw(ByTopic with { Before = Monday }, 7, Cases));
        Assert.Empty(Drawing.Draw(ByTopic with { Region = new("cn-js", "wuxi") }, 7, Cases));
        Assert.Equal(40, Drawing.Draw(ByTopic with { Region = new("cn-js") }, 7, Cases).Sum(stratum => stratum.Population));
        Assert.Equal(20, Drawing.Draw(ByTopic with { Topic = "network" }, 7, Cases).Sum(stratum => stratum.Population));
        Assert.Empty(Drawing.Draw(ByTopic with { Topic = "net" }, 7, Cases));
        Assert.Empty(Drawing.Draw(ByTopic with { Kinds = [ComplaintKind.Praise] }, 7, Cases));
        Assert.Equal(10, Drawing.Draw(ByTopic with { ClosedOnly = true }, 7, Cases).Sum(stratum => stratum.Population));
    }

    [Fact]
    public void Nobody_is_given_a_case_that_they_dealt_with()
    {
        List<PopulationCase> cases = [.. Cases.Select(one => one with { DealtWith = ["QIAN.YU"] })];
        var assigned = Drawing.Assign(Drawing.Draw(ByTopic, 7, cases), 7, cases, [Qian, Zhou, "wu.fan"], 100);
        Assert.All(assigned, one => Assert.Equal(["wu.fan", Zhou], one.Raters.Order(StringComparer.Ordinal)));
        A.InspectionSample.Given().When(InspectionSampleDecisions.Draw, Draw with { Population = [.. cases.Select(one => one with { DealtWith = [Qian, Zhou] })] }).ThenRefused(InspectionSampleRefusals.RatersInvolved);
    }

    [Fact]
    public void Raters_are_given_equally_many() => Assert.All(
        Drawing.Assign(Drawing.Draw(ByTopic with { PerStratum = 15 }, 7, Cases), 7, Cases, [Qian, Zhou, "wu.fan"], 0).CountBy(one => one.Raters.Single()), count => Assert.Equal(10, count.Value));

    [Fact]
    public void A_period_begins_before_it_ends() => Refused(Draw with { Rule = ByTopic with { Before = Monday } }, InspectionSampleRefusals.PeriodEmpty);

    [Fact]
    public void A_size_is_a_number_or_a_share() => Refused(Draw with { Rule = ByTopic with { Percent = 10 } }, InspectionSampleRefusals.SizeOutOfRange);

    [Fact]
    public void A_seed_is_kept_exactly() => Refused(Draw with { Seed = 1L << 53 }, InspectionSampleRefusals.SeedOutOfRange);

    [Fact]
    public void A_share_is_a_share() => Refused(Draw with { DoublePercent = 100.5m }, InspectionSampleRefusals.ShareOutOfRange);

    [Fact]
    public void Two_raters_take_two_people() => Refused(Draw with { Raters = [Qian] }, InspectionSampleRefusals.RatersMissing);

    [Fact]
    public void Of_nothing_nothing_is_drawn() => Refused(Draw with { Rule = ByTopic with { Topic = "tariff" } }, InspectionSampleRefusals.PopulationEmpty);

    [Fact]
    public void A_sample_has_bounds() =>
        Refused(Draw with { Population = [.. Enumerable.Range(1, 1_200).Select(One)], Rule = ByTopic with { PerStratum = 300 } }, InspectionSampleRefusals.TooLarge);

    private static void Refused(DrawSample command, Refusal refusal) => A.InspectionSample.Given().When(InspectionSampleDecisions.Draw, command).ThenRefused(refusal);

    private static List<ComplaintId> Drawn(SampleRule rule, long seed, IEnumerable<PopulationCase> cases) =>
        [.. Drawing.Draw(rule, seed, cases).SelectMany(stratum => stratum.Chosen).Select(one => one.Complaint)];

    private static InspectionSampleDrawn DrawnOf(DrawSample draw) => new()
    {
        Sample = draw.Sample, Rule = draw.Rule, Seed = draw.Seed, SeedNamed = draw.SeedNamed, Position = draw.Position, Card = draw.Card, CardVersion = draw.CardVersion, Strata = Drawing.Draw(draw.Rule, draw.Seed, draw.Population),
    };

    private static RatersAssigned AssignedOf(DrawSample draw) =>
        new(draw.Raters, draw.DoublePercent, Drawing.Assign(Drawing.Draw(draw.Rule, draw.Seed, draw.Population), draw.Seed, draw.Population, draw.Raters, draw.DoublePercent));

    private static PopulationCase One(int number) => new()
    {
        Complaint = new(new Guid(FormattableString.Invariant($"0000000c-0000-0000-0000-{number:000000000000}"))),
        Customer = Zhang,
        Region = Nanjing,
        OccurredAt = Monday.AddHours(number % 100),
        Kind = ComplaintKind.Complaint,
        Status = number % 4 == 0 ? ComplaintStatus.Closed : ComplaintStatus.Handling,
        Channel = number % 2 == 0 ? "hotline" : "hall",
        Topic = number % 2 == 0 ? "network.roaming.activation" : "billing.charge",
        Handler = number <= 20 ? Li : null,
        DealtWith = [Li],
    };
}
