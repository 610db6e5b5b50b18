using System.CommandLine;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.Audit;

/// <summary><c>restore</c>: an event log read back into an empty database.</summary>
public sealed class RestoreEvents : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var file = new Argument<string>("file") { Description = "A whole event log, as `export events` writes it" };
        var publicKey = new Option<string?>("--public-key") { Description = "The public keys to trust, as PEM [default: that of this installation]", HelpName = "file" };
        var command = new Command("restore", $"Reads an event log back into an empty database, so that the same chain comes out; all of it, or nothing. Exit code {ExitCodes.Tampered}: the file is not genuine.") { file, publicKey };
        command.SetAction((parsed, cancel) => RestoreAsync(context, parsed.GetValue(file)!, parsed.GetValue(publicKey), cancel));
        return command;
    }

    private static async Task<int> RestoreAsync(VerbContext context, string file, string? publicKey, CancellationToken cancel)
    {
        var keys = ChainConsole.Keys(publicKey, ChainOptions.Beside(context.MasterKeyFile));
        await using var database = await context.OpenDatabaseAsync(cancel);
        await EventStore.EventStoreSchema.MigrateAsync(database.DataSource, cancel);
        try
        {
            var (report, took) = await ChainConsole.ShowAsync("Reading back", progress => EventLogRestore.RunAsync(database.DataSource, file, keys, progress, cancel));
            if (report.First is { } first)
            {
                context.Say($"NOT GENUINE, and nothing was read back. {ChainConsole.Sentence(first)}");
                return ExitCodes.Tampered;
            }
            context.Say($"{ChainConsole.Speed(report.Events, took)}; {report.Checkpoints} checkpoints; the chain ends with {report.Chain}");
            return ExitCodes.Done;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
        {
            throw new ExplainedException($"Nothing was read back: {fault.Message}", fault);
        }
    }
}
