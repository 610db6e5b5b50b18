using static CaseFlow.Cast;
using static CaseFlow.Tracing.TracingSamples;

namespace CaseFlow.Tracing;

public sealed class PublishingTheCatalogue
{
    private static readonly CatalogueVersionPublished Published = new(PortalText, Content, "First version");
    private static readonly PublishCatalogueVersion Publish = new(CatalogueKind.PortalText, "international-calls", Content, "First version");
    private static readonly CatalogueContent Better = Content with { Words = "Abroad you need roaming as well.", ValidFrom = Monday };
    private static readonly EndCatalogueEntry End = new(CatalogueKind.PortalText, "international-calls", Monday, "The page is gone");
    private static readonly CatalogueEntryEnded Ended = new(CatalogueKind.PortalText, "international-calls", Monday, "The page is gone");

    [Fact]
    public void An_entry_is_published() => A.Catalogue.Given().When(CatalogueDecisions.Publish, Publish).Then(Published);

    [Fact]
    public void Publishing_it_twice_records_it_once() => A.Catalogue.Given(Published).When(CatalogueDecisions.Publish, Publish).ThenNothing();

    [Fact]
    public void The_next_version_ends_the_one_before()
    {
        var after = A.Catalogue.Given(Published)
            .When(CatalogueDecisions.Publish, Publish with { Content = Better }).Then(new CatalogueVersionPublished(PortalText with { Version = 2 }, Better, "First version")).State;
        Assert.Equal((Content.ValidFrom, (DateTimeOffset?)Monday), after.Find("international-calls")!.Validity(1));
        Assert.Equal((Monday, (DateTimeOffset?)null), after.Find("international-calls")!.Validity(2));
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(version => after.Has(PortalText with { Version = version })));
    }

    [Fact]
    public void It_does_not_come_into_force_before_the_one_before_it() => A.Catalogue.Given(Published)
        .When(CatalogueDecisions.Publish, Publish with { Content = Better with { ValidFrom = Content.ValidFrom } }).ThenRefused(CatalogueRefusals.ValidityOverlaps);

    [Fact]
    public void A_code_is_written_as_codes_are() => A.Catalogue.Given().When(CatalogueDecisions.Publish, Publish with { Entry = "Portal text" }).ThenRefused(CatalogueRefusals.CodeMalformed);

    [Fact]
    public void An_entry_ends() => A.Catalogue.Given(Published).When(CatalogueDecisions.End, End).Then(Ended);

    [Fact]
    public void Ending_it_twice_records_it_once() => A.Catalogue.Given(Published, Ended).When(CatalogueDecisions.End, End).ThenNothing();

    [Fact]
    public void Only_a_published_one_ends() => A.Catalogue.Given().When(CatalogueDecisions.End, End).ThenRefused(CatalogueRefusals.EntryUnknown);

    [Fact]
    public void It_ends_after_it_began() => A.Catalogue.Given(Published).When(CatalogueDecisions.End, End with { Until = Content.ValidFrom }).ThenRefused(CatalogueRefusals.EndsTooEarly);

    [Fact]
    public void Terms_are_compared_by_what_they_say()
    {
        var other = Content.Terms! with { Activation = Content.Terms.Activation! with { ImmediateTiers = ["diamond"] } };
        A.Catalogue.Given(Published).When(CatalogueDecisions.Publish, Publish with { Content = Content with { Terms = other } }).ThenRefused(CatalogueRefusals.ValidityOverlaps);
    }
}
