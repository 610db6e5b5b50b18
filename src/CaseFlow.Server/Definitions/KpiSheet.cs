using System.Globalization;
using CaseFlow.Kpis;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Reading;
using Spectre.Console;

namespace CaseFlow.Server.Definitions;

/// <summary>A number with its definition, as a table in a terminal.</summary>
/// <param name="Definition">What it means.</param>
/// <param name="Columns">The names of the value columns.</param>
/// <param name="Rows">What each row is of, and its values.</param>
public sealed record KpiSheet(KpiDefinition Definition, string[] Columns, IReadOnlyList<(KpiKey Of, string[] Values)> Rows)
{
    /// <summary>The repeat-complaint rates.</summary>
    public static KpiSheet Of(RepeatRates rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        return new(rates.Definition, ["Repeats", "Cases", "Rate"], [.. rates.Rows.Append(rates.Total).Select(row => ((KpiKey)row, new[] { Number(row.Numerator), Number(row.Denominator), Number(row.Rate) }))]);
    }

    /// <summary>Prints it.</summary>
    public void Print(AccessScope scope)
    {
        AnsiConsole.WriteLine($"{Definition.NameEn} {Definition.NameZh}, {scope}");
        Write(Columns, Rows);
        foreach (var line in (string[])[$"{Definition.Id}, version {Definition.Version}{(Definition.TopicListVersion is { } topics ? $", topics as version {topics} of their list tells them" : "")}; months in {Definition.Zone}", $"Unit: {Definition.Unit}", $"Base: {Definition.Base}", $"Window: {Definition.Window}", .. Versions()])
            AnsiConsole.WriteLine(line);
    }

    /// <summary>Who answers for it, what it is to reach, and which version tells which months.</summary>
    private IEnumerable<string> Versions()
    {
        yield return $"Owner: {Definition.Owner}";
        if (Definition.Note is { } note) yield return $"Note: {note}";
        foreach (var version in Definition.Versions.Where(version => version.ValidFrom is not null || version.Target is not null))
        {
            var target = version.Target is { } reach ? FormattableString.Invariant($", target {(reach.Side == KpiTargetSide.AtLeast ? "at least" : "at most")} {reach.Value}") : "";
            yield return FormattableString.Invariant($"Version {version.Version} tells {(version.ValidFrom is { } month ? $"the months from {month} on" : "the months before")}{target}");
        }
    }

    /// <summary>Writes a table of values.</summary>
    public static void Write(IEnumerable<string> columns, IEnumerable<(KpiKey Of, string[] Values)> rows)
    {
        var table = new Table();
        table.AddColumn("Of");
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (of, values) in rows)
        {
            var name = string.Join(' ', new[] { of.Month, of.City ?? of.Region, of.Topic, of.Source, of.Clock }.OfType<string>());
            table.AddRow([.. values.Prepend(Markup.Escape(name.Length == 0 ? "Total" : name))]);
        }

        AnsiConsole.Write(table);
    }

    /// <summary>A count.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate or an average.</summary>
    public static string Number(decimal? number) => number?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
