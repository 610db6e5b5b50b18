namespace CaseFlow.House;

/// <summary>The documents say what the code says.</summary>
public sealed class DocumentRules
{
    [Fact]
    public void The_list_of_events_is_complete_and_true() => Matches("events", Documents.Events());

    [Fact]
    public void The_list_of_refusals_is_complete_and_true() => Matches("refusals", Documents.Refusals());

    [Fact]
    public void The_list_of_dependencies_is_complete_and_true() => Matches("dependencies", Dependency.Document());

    [Fact]
    public void Every_dependency_declares_a_licence_that_lets_it_be_used() =>
        Assert.All(Dependency.All(), one => Assert.All(one.Licence.Split(" OR ").Select(licence => licence.Trim()), licence => Assert.Contains(licence, (string[])["MIT", "Apache-2.0", "BSD-3-Clause", "PostgreSQL", "MS-PL"])));

    [Fact]
    public void Every_test_that_the_security_document_names_is_there()
    {
        var named = File.ReadLines(Repository.PathOf("docs", "security.md"))
            .Where(line => line.StartsWith('|') && line.Split('|').Length == 5).Select(line => line.Split('|')[3]).SelectMany(cell => cell.Split('`').Where((_, part) => part % 2 == 1)).Distinct().ToList();
        Assert.True(named.Count > 20, $"Only {named.Count} tests are named.");
        var classes = string.Join('\n', Repository.Files("tests", "*.cs").Select(File.ReadAllText));
        Assert.DoesNotContain(named, name => !classes.Contains($"class {name}", StringComparison.Ordinal));
    }

    private static void Matches(string name, string generated) =>
        ApprovedText.Matches(Repository.PathOf("docs", name + ".md"), Repository.PathOf("docs", name + ".received.md"), generated);
}
