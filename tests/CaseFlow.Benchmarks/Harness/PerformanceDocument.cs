using System.Globalization;
using System.Text;

namespace CaseFlow.Benchmarks.Harness;

/// <summary><c>docs/performance.md</c>: the figures of each benchmark between two marks; whatever people write around them stays.</summary>
public sealed class PerformanceDocument(string file)
{
    /// <summary>The document of the repository that this program was built in; null outside of one.</summary>
    public static PerformanceDocument? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CaseFlow.sln")))
                return new(Path.Combine(folder.FullName, "docs", "performance.md"));
        }

        return null;
    }

    /// <summary>Puts new figures in the place of a benchmark's old ones, at the end when it has none.</summary>
    public void Replace(IBenchmark benchmark, IReadOnlyList<Figure> figures, Machine machine, bool quick)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        ArgumentNullException.ThrowIfNull(machine);
        var text = File.Exists(file) ? File.ReadAllText(file) : "# Performance\n";
        var (begin, end) = ($"<!-- figures of {benchmark.Name} -->", $"<!-- end of {benchmark.Name} -->");
        var section = $"{begin}\n{Section(benchmark, figures, machine, quick)}{end}";
        var (from, until) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        File.WriteAllText(file, from >= 0 && until > from
            ? text[..from] + section + text[(until + end.Length)..]
            : $"{text.TrimEnd()}\n\n## {benchmark.Name}\n\n{section}\n");
    }

    private static string Section(IBenchmark benchmark, IReadOnlyList<Figure> figures, Machine machine, bool quick)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{benchmark.Question}\n\n");
        text.Append(Row(FigureTable.Heads)).Append(Row(FigureTable.Heads.Select(_ => "---")));
        foreach (var figure in figures)
            text.Append(Row(FigureTable.Cells(figure)));
        text.Append(CultureInfo.InvariantCulture, $"\n`scripts/bench {(quick ? "--quick " : "")}--only {benchmark.Name}` on {DateTime.UtcNow:yyyy-MM-dd}: {machine.Sentence}.\n");
        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
