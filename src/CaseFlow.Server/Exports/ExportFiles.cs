using System.CommandLine;
using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Exports;
using CaseFlow.Server.Access;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Verbs;
using CaseFlow.Server.Platform.Web;
using Npgsql;
using Spectre.Console;

namespace CaseFlow.Server.Exports;

/// <summary><c>export cases</c>, <c>activities</c>, <c>xes</c>, <c>ocel</c> and <c>evidence</c>: the files of the API, written by who has the machine.</summary>
public static class ExportFiles
{
    private static readonly string[] Languages = [ExportAsk.Codes, .. Platform.Web.Languages.All];

    /// <summary>The commands.</summary>
    public static IEnumerable<Command> Commands(VerbContext context) =>
    [
        Form(context, "cases", new CaseTable(), "Writes a line for each case as CSV that Excel opens right; people have pseudonyms."),
        Form(context, "activities", new ActivityTable(), "Writes a line for each event as CSV: case, activity, time, actor; people have pseudonyms."),
        Form(context, "xes", new XesLog(), "Writes the cases with their events as XES (IEEE 1849-2016), for process mining."),
        Form(context, "ocel", new OcelLog(), "Writes the events with all their objects as OCEL 2.0 JSON, for process mining."),
        Evidence(context),
    ];

    private static Command Form(VerbContext context, string name, IExportWriter writer, string description)
    {
        var (file, region, labels) = (Out(), Region(), Labels("codes, en or zh-CN: how things are named"));
        var from = new Option<string?>("--from") { Description = "Received or happened at or after this time", HelpName = "time" };
        var to = new Option<string?>("--to") { Description = "Received or happened before this time", HelpName = "time" };
        var command = new Command(name, description) { file, region, from, to, labels };
        command.SetAction((parsed, cancel) =>
        {
            var (after, before) = (Time("--from", parsed.GetValue(from)), Time("--to", parsed.GetValue(to)));
            var ask = new ExportAsk
            {
                Scope = Scope(parsed.GetValue(region)!),
                Caller = Caller.Unrestricted(KeepAccounts.Actor),
                From = after,
                To = before,
                Language = Language(parsed.GetValue(labels)!),
                Narrowed = [.. after is { } first ? [$"from={Iso.Time(first)}"] : (string[])[], .. before is { } last ? [$"to={Iso.Time(last)}"] : (string[])[]],
            };
            return WriteAsync(context, parsed.GetValue(file)!, async (services, part) =>
            {
                ExportEnd? end = null;
                await ShowAsync(async progress => end = await services.GetRequiredService<ExportDesk>().RunAsync(writer, ask, Correlation(), _ => part, progress, cancel));
                return string.Create(CultureInfo.InvariantCulture, $"{end!.Rows:N0} {(writer.Form == ExportForm.Cases ? "cases" : "events")}, {end.Bytes:N0} bytes, SHA-256 {end.Sha256}");
            }, cancel);
        });
        return command;
    }

    private static Command Evidence(VerbContext context)
    {
        var id = new Argument<Guid>("case") { Description = "The id of the case" };
        var (file, region, labels) = (Out(), Region(), Labels("en or zh-CN: the language of the page"));
        var position = new Option<long?>("--position") { Description = "The last event that may count [default: the last there is]" };
        var command = new Command("evidence", "Writes a case with its events as they are stored, the proof of each, and a page to read; personal data masked. `verify --evidence` verifies it.") { id, file, region, position, labels };
        command.SetAction((parsed, cancel) => WriteAsync(context, parsed.GetValue(file)!, async (services, part) =>
        {
            var ask = new ExportAsk { Scope = Scope(parsed.GetValue(region)!), Caller = Caller.Unrestricted(KeepAccounts.Actor), Complaint = parsed.GetValue(id), Language = Language(parsed.GetValue(labels)!) };
            var desk = services.GetRequiredService<ExportDesk>();
            var pack = await services.GetRequiredService<EvidencePacks>().BuildAsync(ask, parsed.GetValue(position), cancel) ?? throw new ExplainedException($"There is no case {ask.Complaint} in {ask.Scope.Territory}, or was none then.");
            var correlation = Correlation();
            var export = await desk.BeginAsync(ExportForm.Evidence, ask, correlation, cancel);
            await part.WriteAsync(pack.Bytes, cancel);
            await desk.CompleteAsync(export, ask, correlation, pack.Manifest.Events, EvidenceFiles.HashOf(pack.Bytes));
            return $"{pack.Manifest.Events} events up to position {pack.Manifest.Position}, {pack.Manifest.Unsealed.Count} of them not sealed yet; SHA-256 {EvidenceFiles.HashOf(pack.Bytes)}";
        }, cancel));
        return command;
    }

    /// <summary>Writes beside the file, which appears when it is whole.</summary>
    private static async Task<int> WriteAsync(VerbContext context, string file, Func<ServiceProvider, Stream, Task<string>> write, CancellationToken cancel)
    {
        if (File.Exists(file)) throw new ExplainedException($"{file} exists already.");
        var part = file + ".part";
        try
        {
            await using var database = await context.OpenDatabaseAsync(cancel);
            await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
            // With the server down nobody else takes what was recorded last. Without the subscriptions: taking out must not do anything else.
            var projections = Slices.All.SelectMany(slice => slice.Projections).Where(projection => projection.Name is WorkList.Projection or EventLedger.Projection or CaseThreads.Projection);
            await new ProjectionEngine(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<IEventStore>(), [.. projections], []).CatchUpAsync(cancel);
            string said;
            await using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
            {
                said = await write(services, stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, file);
            context.Say(said);
            return ExitCodes.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException($"{file} cannot be written: {fault.Message}", fault);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>A bar on standard error; of what has no known end, how many there are so far.</summary>
    private static async Task ShowAsync(Func<IProgress<ExportPart>, Task> run)
    {
        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await errors.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
        {
            var task = progress.AddTask("Exporting", maxValue: 1);
            task.IsIndeterminate = true;
            await run(new Bar(task));
            (task.IsIndeterminate, task.Value) = (false, 1);
        });
    }

    private sealed class Bar(ProgressTask task) : IProgress<ExportPart>
    {
        public void Report(ExportPart value)
        {
            task.Description = string.Create(CultureInfo.InvariantCulture, $"Exporting {value.Rows:N0}");
            if (value.Share is { } share) (task.IsIndeterminate, task.Value) = (false, share);
        }
    }

    private static Option<string> Out() => new("--out") { Description = "The file to write; one that exists is not overwritten", HelpName = "file", Required = true };

    private static Option<string> Region() => new("--region") { Description = "all, a province (cn-js) or a city (cn-js.nanjing)", DefaultValueFactory = _ => "all" };

    private static Option<string> Labels(string description) => new("--labels") { Description = description, DefaultValueFactory = _ => ExportAsk.Codes };

    private static string Correlation() => $"{KeepAccounts.Actor}-{Guid.NewGuid():N}";

    private static AccessScope Scope(string region) => AccessScope.TryParse(region) ?? throw new ExplainedException("--region is all, a province (cn-js) or a city (cn-js.nanjing).");

    private static DateTimeOffset? Time(string option, string? text) =>
        text is null ? null : Iso.TryTime(text) ?? throw new ExplainedException($"{option} is a time with its offset, for example 2011-06-28T22:11:54+08:00.");

    private static string? Language(string labels) =>
        Languages.Contains(labels) ? labels is ExportAsk.Codes ? null : labels : throw new ExplainedException($"--labels is {string.Join(", ", Languages)}.");
}
