using System.CommandLine;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Exports;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.Audit;

/// <summary><c>export</c>: what leaves the database as a file.</summary>
public sealed class ExportEvents : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var file = new Option<string>("--out") { Description = "The file to write; one that exists is not overwritten", HelpName = "file", Required = true };
        var from = new Option<long?>("--from") { Description = "The first position [default: the first there is]", HelpName = "position" };
        var to = new Option<long?>("--to") { Description = "The last position [default: the last there is]", HelpName = "position" };
        var events = new Command("events", "Writes the events as JSON lines, with their hashes and checkpoints. Personal data stays sealed, and its keys are not in it.") { file, from, to };
        events.SetAction((parsed, cancel) => ExportAsync(context, parsed.GetValue(file)!, parsed.GetValue(from), parsed.GetValue(to), cancel));
        var export = new Command("export", "Writes what is recorded to a file.") { events };
        foreach (var form in ExportFiles.Commands(context))
            export.Add(form);
        return export;
    }

    private static async Task<int> ExportAsync(VerbContext context, string file, long? from, long? to, CancellationToken cancel)
    {
        if (File.Exists(file))
            throw new ExplainedException($"{file} exists already.");
        await using var database = await context.OpenDatabaseAsync(cancel);
        var tables = new ChainTables(database.DataSource);
        if (!await tables.ExistAsync(cancel))
            throw new ExplainedException("The database has no chain: start this version on it first.");
        var part = file + ".part";
        try
        {
            var (end, took) = await ChainConsole.ShowAsync("Exporting", async progress =>
            {
                await using var stream = new FileStream(part, FileMode.Create, FileAccess.Write);
                var written = await EventLog.WriteAsync(tables, stream, from, to, TimeProvider.System.GetUtcNow(), progress, cancel);
                stream.Flush(flushToDisk: true);
                return written;
            });
            File.Move(part, file);
            context.Say($"{ChainConsole.Speed(end.Events, took)}; {end.Checkpoints} checkpoints; the chain ends with {end.Chain}");
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
}
