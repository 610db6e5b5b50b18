using System.Runtime.CompilerServices;

namespace CaseFlow.Server.Tests.Kpis;

/// <summary>Every chart prints what it is of: the KPI's id and version, or the code and version of a series.</summary>
public sealed class ChartsSayWhatTheyAre
{
    [Fact]
    public void Every_chart_prints_the_id_and_the_version_of_what_it_shows()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Root(), "src", "CaseFlow.Server"), "*.razor", SearchOption.AllDirectories).ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        var charts = pages.Where(page => page.Value.Contains("<figure", StringComparison.Ordinal) || page.Value.Contains("<LineFigure", StringComparison.Ordinal) || page.Value.Contains("<PeakEndChart", StringComparison.Ordinal))
            // What a figure prints is given to it by the page.
            .Where(page => page.Key is not ("LineFigure" or "PeakEndChart")).ToList();
        Assert.True(charts.Count >= 6, $"Only {charts.Count} charts were found.");
        Assert.DoesNotContain(charts, page => !page.Value.Contains("<KpiMark", StringComparison.Ordinal) && !page.Value.Contains("<KpiStamp", StringComparison.Ordinal) && !page.Value.Contains("T[\"Kpi.VersionOf\", series.Version]", StringComparison.Ordinal));
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
