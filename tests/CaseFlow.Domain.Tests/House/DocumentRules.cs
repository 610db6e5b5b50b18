namespace CaseFlow.House;

/// <summary>The documents say what the code says.</summary>
public sealed class DocumentRules
{
    [Fact]
    public void The_list_of_events_is_complete_and_true() => Matches("events", Documents.Events());

    [Fact]
    public void The_list_of_refusals_is_complete_and_true() => Matches("refusals", Documents.Refusals());

    private static void Matches(string name, string generated) =>
        ApprovedText.Matches(Repository.PathOf("docs", name + ".md"), Repository.PathOf("docs", name + ".received.md"), generated);
}
