using CaseFlow.Complaints;

namespace CaseFlow.Kpis;

public sealed class PublishingKpiDefinitions
{
    public static readonly KpiTerms Terms = new()
    {
        NameZh = "首次接触解决率",
        NameEn = "First-contact resolution",
        OwnerZh = "客户服务部",
        OwnerEn = "Customer care",
        Target = new(80, KpiTargetSide.AtLeast),
        Cases = new() { Kinds = [ComplaintKind.Complaint, ComplaintKind.Fault], Withdrawn = true, Merged = true, MostContacts = 1 },
    };

    private static readonly KpiNature Nature = new(CountsCases: true, LimitsContacts: true, Greatest: 100);
    private static readonly KpiNature Measured = new(CountsCases: false, LimitsContacts: false, Greatest: null);
    private static readonly DateOnly March = new(2011, 3, 1), January = new(2011, 1, 1), June = new(2011, 6, 1);
    private static readonly PublishKpiDefinition Publish = new("first-contact-resolution", Nature, Terms, null, "First");
    private static readonly KpiDefinitionPublished First = new("first-contact-resolution", 1, Terms, null, "First");
    private static readonly KpiDefinitionPublished Second = First with { Version = 2, Terms = Without(withdrawn: false), ValidFrom = March };

    [Fact]
    public void A_definition_comes_into_force_for_all_months() => A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish).Then(First);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.KpiDefinitions.Given(First)
        .When(KpiDefinitionDecisions.Publish, Publish with { Terms = Terms with { Cases = Terms.Cases! with { Kinds = [ComplaintKind.Fault, ComplaintKind.Complaint] } } }).ThenNothing();

    [Fact]
    public void What_tells_a_month_already_is_not_published_for_it_again() => A.KpiDefinitions.Given(First, Second)
        .When(KpiDefinitionDecisions.Publish, Publish with { Terms = Second.Terms, ValidFrom = June }).ThenNothing();

    [Fact]
    public void Another_content_is_the_next_version_from_its_month_on() => A.KpiDefinitions.Given(First)
        .When(KpiDefinitionDecisions.Publish, Publish with { Terms = Second.Terms, ValidFrom = March }).Then(Second);

    [Fact]
    public void An_earlier_month_restates_what_lies_between() => A.KpiDefinitions.Given(First, Second)
        .When(KpiDefinitionDecisions.Publish, Publish with { Terms = Second.Terms, ValidFrom = January }).Then(Second with { Version = 3, ValidFrom = January });

    [Fact]
    public void Each_month_is_told_by_the_last_version_that_is_valid_for_it()
    {
        var later = Second with { Version = 3, ValidFrom = June };
        var spans = KpiSpan.Of([First, Second, later]);

        Assert.Equal([1, 2, 2, 3, 3], new[] { January, March, new(2011, 5, 1), June, new(2012, 1, 1) }.Select(month => KpiSpan.At(spans, month)!.Version));
        Assert.Equal([2], KpiSpan.Within(spans, March, new(2011, 5, 1)).Select(span => span.Definition.Version));
        Assert.Equal([1, 2, 3], KpiSpan.Within(spans, new(2011, 2, 1), June).Select(span => span.Definition.Version));
        // A correction from January on takes the months of both.
        Assert.Equal([(null, 1), (January, 4)], KpiSpan.Of([First, Second, later, later with { Version = 4, ValidFrom = January }]).Select(span => (span.From, span.Definition.Version)));
        Assert.Equal([5], KpiSpan.Of([First, Second, later, later with { Version = 5, ValidFrom = null }]).Select(span => span.Definition.Version));
        Assert.Null(KpiSpan.At([], March));
    }

    [Theory]
    [InlineData("2011-03-02")]
    [InlineData("1989-12-01")]
    [InlineData("2101-01-01")]
    public void A_version_is_valid_from_a_month(string day) => A.KpiDefinitions.Given(First)
        .When(KpiDefinitionDecisions.Publish, Publish with { ValidFrom = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) }).ThenRefused(KpiRefusals.MonthUnfit);

    [Fact]
    public void The_first_version_leaves_no_month_without_one() => A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish with { ValidFrom = March }).ThenRefused(KpiRefusals.FirstTellsAll);

    [Theory]
    [InlineData(-1)]
    [InlineData(100.01)]
    [InlineData(80.005)]
    public void A_target_can_be_reached(double target) => A.KpiDefinitions.Given()
        .When(KpiDefinitionDecisions.Publish, Publish with { Terms = Terms with { Target = new((decimal)target, KpiTargetSide.AtLeast) } }).ThenRefused(KpiRefusals.TargetUnfit);

    [Fact]
    public void A_KPI_over_cases_says_which_ones_count()
    {
        A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish with { Terms = Terms with { Cases = null } }).ThenRefused(KpiRefusals.CasesMissing);
        A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish with { Terms = Terms with { Cases = Terms.Cases! with { Kinds = [] } } }).ThenRefused(KpiRefusals.CasesMissing);
        A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish with { Nature = Measured }).ThenRefused(KpiRefusals.CasesNotAsked);
    }

    [Fact]
    public void Contacts_are_limited_where_the_calculation_asks_for_them()
    {
        foreach (var contacts in new int?[] { null, 0, 101 })
            A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish with { Terms = Terms with { Cases = Terms.Cases! with { MostContacts = contacts } } }).ThenRefused(KpiRefusals.ContactsUnfit);
        A.KpiDefinitions.Given().When(KpiDefinitionDecisions.Publish, Publish with { Nature = Nature with { LimitsContacts = false } }).ThenRefused(KpiRefusals.ContactsNotAsked);
    }

    [Fact]
    public void Withdrawn_and_merged_cases_count_where_it_is_said()
    {
        var cases = Terms.Cases!;
        Assert.True(cases.Includes(ComplaintKind.Complaint, withdrawn: true, merged: true));
        Assert.False(cases.Includes(ComplaintKind.Praise, withdrawn: false, merged: false));
        Assert.False((cases with { Withdrawn = false }).Includes(ComplaintKind.Complaint, withdrawn: true, merged: false));
        Assert.False((cases with { Merged = false }).Includes(ComplaintKind.Complaint, withdrawn: false, merged: true));
        Assert.True((cases with { Withdrawn = false, Merged = false }).Includes(ComplaintKind.Fault, withdrawn: false, merged: false));
    }

    [Fact]
    public void The_way_between_two_versions_names_each_part_that_is_said_otherwise_once_and_in_order()
    {
        var (cases, other) = (Terms.Cases! with { Kinds = [ComplaintKind.Complaint, ComplaintKind.Fault], Withdrawn = true, Merged = true, MostContacts = 1 }, Terms.Cases! with { Kinds = [ComplaintKind.Complaint], Withdrawn = false, Merged = false, MostContacts = 3 });
        Assert.Equal([CountedTerm.Kinds, CountedTerm.Withdrawn, CountedTerm.Merged, CountedTerm.MostContacts], cases.Towards(other).Select(step => step.Term));
        Assert.Equal([(1, true, true, 1), (1, false, true, 1), (1, false, false, 1), (1, false, false, 3)], cases.Towards(other).Select(step => (step.Then.Kinds.Count, step.Then.Withdrawn, step.Then.Merged, (int)step.Then.MostContacts!)));
        Assert.Equal([CountedTerm.Merged], cases.Towards(cases with { Kinds = [ComplaintKind.Fault, ComplaintKind.Complaint, ComplaintKind.Fault], Merged = false }).Select(step => step.Term));
        Assert.Empty(cases.Towards(cases with { Kinds = [ComplaintKind.Fault, ComplaintKind.Complaint] }));
    }

    [Fact]
    public void A_target_is_met_on_its_side_and_at_its_edge()
    {
        Assert.Equal([true, false], new[] { 80m, 79.99m }.Select(new KpiTarget(80, KpiTargetSide.AtLeast).IsMetBy));
        Assert.Equal([true, false], new[] { 5m, 5.01m }.Select(new KpiTarget(5, KpiTargetSide.AtMost).IsMetBy));
    }

    private static KpiTerms Without(bool withdrawn) => Terms with { Cases = Terms.Cases! with { Withdrawn = withdrawn } };
}
