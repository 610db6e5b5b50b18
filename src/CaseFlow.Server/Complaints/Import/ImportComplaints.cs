using System.CommandLine;
using System.Globalization;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Verbs;
using Spectre.Console;

namespace CaseFlow.Server.Complaints.Import;

/// <summary><c>import</c>: complaints from a CSV file, by a profile.</summary>
public sealed class ImportComplaints : IVerb
{
    /// <summary>More months than this are shown by year.</summary>
    private const int MonthsShown = 24;

    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var file = new Argument<string>("file") { Description = "A CSV file in UTF-8 with one row of column names" };
        var profile = new Option<string>("--profile")
        {
            Description = $"How its columns become complaints: {string.Join(", ", ImportProfiles.BuiltIn)}, or a file as docs/import.md describes it",
            HelpName = "name or file",
            Required = true,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what importing would do; rejected rows are written to their file all the same" };
        var command = new Command("import", $"Imports complaints from a file. Doing it twice changes nothing. Exit code {ExitCodes.SomeRejected}: done, but some rows were rejected.") { file, profile, dryRun };
        command.SetAction((parsed, cancel) => ImportAsync(context, parsed.GetValue(file)!, parsed.GetValue(profile)!, parsed.GetValue(dryRun), cancel));
        return command;
    }

    private static async Task<int> ImportAsync(VerbContext context, string path, string profileName, bool dryRun, CancellationToken cancel)
    {
        var profile = ImportProfiles.Find(profileName);
        // Before the database is started for nothing.
        ImportFile.Open(path, profile).Dispose();
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);

        var progressTo = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        var summary = await progressTo.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(progress =>
        {
            var task = progress.AddTask(dryRun ? "Trying" : "Importing");
            return services.GetRequiredService<FileImport>().RunAsync(path, profile, dryRun, at => (task.MaxValue, task.Value) = (at.Total, at.Done), cancel);
        });
        Show(summary, dryRun);
        return summary.Rejected == 0 ? ExitCodes.Done : ExitCodes.SomeRejected;
    }

    private static void Show(ImportSummary summary, bool dryRun)
    {
        var rows = new Table().AddColumns("Rows", "Imported", "Continued", "Unchanged", "Rejected").Caption(dryRun ? "What importing would do" : "");
        rows.AddRow([.. new[] { summary.Rows, summary.Imported, summary.Continued, summary.Unchanged, summary.Rejected }.Select(Number)]);
        AnsiConsole.Write(rows);
        Show(summary.Months.Count <= MonthsShown ? "Month" : "Year", summary.Months.Count <= MonthsShown
            ? summary.Months.Select(month => (month.Key, month.Value))
            : summary.Months.GroupBy(month => month.Key[..4]).Select(year => (year.Key, year.Sum(month => month.Value))));
        Show("Channel", summary.Channels.Select(channel => (channel.Key, channel.Value)));
        Show("Status", summary.Statuses.Select(status => (status.Key.ToString(), status.Value)));
        Show("Flag", summary.Flags.Select(flag => (flag.Key, flag.Value)));
        if (summary.DaysToClose is { Count: > 0 } days)
            AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Days to close, of {days.Count:N0} cases with both dates: median {days.Percentile(50)}, mean {days.Mean:0.00}, {days.ShareWithin(30):0.00%} within 30 days"));
        if (summary.RejectedFile is { } file)
            AnsiConsole.WriteLine($"The rejected rows, with the reasons, are in {file}");
    }

    private static void Show(string name, IEnumerable<(string Of, int Count)> counts)
    {
        var table = new Table().AddColumn(name).AddColumn(new TableColumn("Complaints").RightAligned());
        foreach (var (of, count) in counts)
            table.AddRow(Markup.Escape(of), Number(count));
        if (table.Rows.Count > 0) AnsiConsole.Write(table);
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
