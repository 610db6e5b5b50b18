using System.Runtime.CompilerServices;
using CaseFlow.Server.Definitions;

namespace CaseFlow.Server.Tests.Definitions;

public sealed class KpiCatalogueTests
{
    [Fact]
    public void The_document_says_what_the_code_says()
    {
        var file = Path.Combine(Root(), "docs", "kpis.md");
        var document = KpiCatalogue.Document();
        if (!File.Exists(file) || File.ReadAllText(file) != document)
        {
            var received = Path.Combine(Root(), "docs", "kpis.received.md");
            File.WriteAllText(received, document);
            Assert.Fail($"docs/kpis.md is not what the code says. Compare it with {received} and put that in its place.");
        }
    }

    [Fact]
    public void Every_kpi_has_an_id_of_its_own_and_says_all_that_is_asked_of_it()
    {
        Assert.Equal(KpiCatalogue.All.Count, KpiCatalogue.All.DistinctBy(kpi => kpi.Id).Count());
        foreach (var kpi in KpiCatalogue.All)
            Assert.All(kpi.GetType().GetProperties().Where(property => property.PropertyType == typeof(string) && property.Name is not (nameof(KpiDefinition.Note) or nameof(KpiDefinition.ValidFrom))), property => Assert.False(string.IsNullOrWhiteSpace((string?)property.GetValue(kpi)), $"{kpi.Id}: {property.Name}"));
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
