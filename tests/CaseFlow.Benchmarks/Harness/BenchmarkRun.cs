namespace CaseFlow.Benchmarks.Harness;

/// <summary>One call of <c>scripts/bench</c>.</summary>
public static class BenchmarkRun
{
    private const string Usage = """
        Measures CaseFlow beside the raw limit of the same PostgreSQL, prints the figures and writes them to docs/performance.md.

          --quick           a look at everything but the long ones, in less than five minutes
          --only a,b        these benchmarks
          --list            what there is
          --keep-document   leave docs/performance.md as it is
        """;

    private static readonly IBenchmark[] All =
    [
        new AppendBenchmark(), new BulkBenchmark(), new ReadBenchmark(), new RebuildBenchmark(), new VerifyBenchmark(), new ExportBenchmark(),
        new VisibleBenchmark(), new StartBenchmark(), new GrowthBenchmark(), new HttpBenchmark(),
    ];

    /// <summary>Measures what the arguments say. Exit code 0: measured; 1: a benchmark failed; 2: the arguments are wrong. A bar that is not met is a finding, not a failure.</summary>
    public static async Task<int> StartAsync(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var (quick, only, list, keep) = (false, (string[]?)null, false, false);
        for (var at = 0; at < args.Length; at++)
        {
            switch (args[at])
            {
                case "--quick": quick = true; break;
                case "--list": list = true; break;
                case "--keep-document": keep = true; break;
                case "--only" when at + 1 < args.Length: only = args[++at].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries); break;
                case "--help": return Answer(Console.Out, Usage, 0);
                default: return Answer(Console.Error, $"{args[at]} is not understood.\n{Usage}", 2);
            }
        }

        if (list)
            return Answer(Console.Out, string.Join('\n', All.Select(benchmark => $"{benchmark.Name,-8} {benchmark.Question}{(benchmark.IsLong ? " Only when named or without --quick." : "")}")), 0);
        if (only?.Except(All.Select(benchmark => benchmark.Name)).FirstOrDefault() is { } unknown)
            return Answer(Console.Error, $"There is no benchmark {unknown}. There are {string.Join(", ", All.Select(benchmark => benchmark.Name))}.", 2);
        return await MeasureAsync([.. All.Where(benchmark => only?.Contains(benchmark.Name) ?? !(quick && benchmark.IsLong))], quick, keep ? null : PerformanceDocument.Find());
    }

    private static async Task<int> MeasureAsync(IReadOnlyList<IBenchmark> chosen, bool quick, PerformanceDocument? document)
    {
        var failed = 0;
        await using var bench = await Bench.StartAsync(quick);
        var machine = await Machine.LookAsync(bench);
        Console.WriteLine(machine.Sentence);
        var table = new FigureTable();
        foreach (var benchmark in chosen)
        {
            Bench.Say($"{benchmark.Name}: {benchmark.Question}");
            var figures = new List<Figure>();
            try
            {
                await foreach (var figure in benchmark.RunAsync(bench))
                {
                    figures.Add(figure);
                    table.Print(figure);
                }
                document?.Replace(benchmark, figures, machine, quick);
            }
            catch (Exception fault) // the others are still worth measuring
            {
                failed++;
                Bench.Say($"{benchmark.Name} failed: {fault}");
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static int Answer(TextWriter to, string text, int code)
    {
        to.WriteLine(text);
        return code;
    }
}
