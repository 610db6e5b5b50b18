namespace CaseFlow.Benchmarks.Harness;

/// <summary>The figures as the terminal and the document show them.</summary>
public sealed class FigureTable
{
    private static readonly int[] Widths = [48, 18, 18, 14, 22, 18, 4];

    private bool begun;

    /// <summary>The heads of the columns.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["what", "raw limit", "ours", "result", "rounds", "bar", "met"];

    /// <summary>A figure's cells.</summary>
    public static IReadOnlyList<string> Cells(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return [figure.What, figure.Raw, figure.Ours, figure.Result, figure.Spread, figure.Bar, figure.Met switch { true => "yes", false => "NO", null => "–" }];
    }

    /// <summary>Prints a line as soon as it is known.</summary>
    public void Print(Figure figure)
    {
        if (!begun)
            Console.WriteLine(Line(Heads));
        begun = true;
        Console.WriteLine(Line(Cells(figure)));
    }

    private static string Line(IReadOnlyList<string> cells) => string.Join(" ", cells.Select((cell, at) => cell.PadRight(Widths[at]))).TrimEnd();
}
