using System.CommandLine;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Exports;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.Audit;

/// <summary><c>verify</c>: the history against its signed checkpoints, in a database or in an exported file.</summary>
public sealed class VerifyChain : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var export = new Option<string?>("--export") { Description = "Verify this event log alone, without a database", HelpName = "file" };
        var evidence = new Option<string?>("--evidence") { Description = "Verify this evidence pack of a case alone, without a database", HelpName = "file" };
        var publicKey = new Option<string?>("--public-key") { Description = "The public keys to trust, as PEM [default: that of this installation]", HelpName = "file" };
        var checkpoints = new Option<string?>("--checkpoints") { Description = "Checkpoints that were kept outside [default: those of this installation]", HelpName = "file" };
        var command = new Command("verify", $"Verifies that every event is as it was sealed, in the database or in an exported file, and names the first that is not. Exit code {ExitCodes.Tampered}: something differs.") { export, evidence, publicKey, checkpoints };
        command.SetAction((parsed, cancel) => parsed.GetValue(evidence) is { } pack ? Task.FromResult(VerifyEvidence(context, pack, parsed.GetValue(publicKey), parsed.GetValue(checkpoints))) : VerifyAsync(context, parsed.GetValue(export), parsed.GetValue(publicKey), parsed.GetValue(checkpoints), cancel));
        return command;
    }

    private static async Task<int> VerifyAsync(VerbContext context, string? export, string? publicKey, string? checkpoints, CancellationToken cancel)
    {
        var options = ChainOptions.Beside(context.MasterKeyFile);
        var keys = ChainConsole.Keys(publicKey, options);
        var (known, kept) = Anchors(checkpoints, options);
        var (report, took) = export is null
            ? await VerifyDatabaseAsync(context, keys, known, cancel)
            : await VerifyFileAsync(export, keys, known, cancel);
        Console.WriteLine($"{ChainConsole.Speed(report.Events, took)}; {report.Checkpoints} checkpoints, {report.Anchored} of them known outside ({kept}).");
        if (report.Unsealed > 0)
            Console.WriteLine($"{report.Unsealed} events at the end are not sealed yet; nothing vouches for them.");
        if (report.First is not { } first)
        {
            Console.WriteLine(report.Checkpoints == 0 ? "Nothing is sealed." : "Genuine: everything is as it was sealed.");
            return ExitCodes.Done;
        }

        Console.WriteLine($"NOT GENUINE. {ChainConsole.Sentence(first)}");
        if (report.Differences > 1)
            Console.WriteLine($"It is the first of {report.Differences} differences.");
        return ExitCodes.Tampered;
    }

    private static int VerifyEvidence(VerbContext context, string file, string? publicKey, string? checkpoints)
    {
        var options = ChainOptions.Beside(context.MasterKeyFile);
        var keys = ChainConsole.Keys(publicKey, options);
        var (known, kept) = Anchors(checkpoints, options);
        EvidenceReport report;
        try
        {
            using var pack = File.OpenRead(file);
            report = EvidenceVerification.Verify(pack, keys, known);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ExplainedException(fault.Message, fault);
        }

        var manifest = report.Manifest;
        Console.WriteLine($"Case {manifest.Complaint} up to position {manifest.Position}: {manifest.Events} events, {report.Proven} proven ({kept}), {manifest.Unsealed.Count} not sealed yet, {manifest.Withheld.Count} withheld.");
        Console.WriteLine(report.IsGenuine
            ? "Genuine: every sealed event is as it was sealed. The page and the case are as they were packed; what is proven are the events."
            : $"NOT GENUINE. {string.Join(Environment.NewLine, report.Differences)}");
        return report.IsGenuine ? ExitCodes.Done : ExitCodes.Tampered;
    }

    private static async Task<(ChainReport, TimeSpan)> VerifyDatabaseAsync(VerbContext context, TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint>? known, CancellationToken cancel)
    {
        await using var database = await context.OpenDatabaseAsync(cancel);
        var tables = new ChainTables(database.DataSource);
        if (!await tables.ExistAsync(cancel))
            throw new ExplainedException("The database has no chain: it was made by an older version, and is sealed from the first start of this one.");
        return await ChainConsole.ShowAsync("Verifying", progress => ChainVerification.RunAsync(tables, keys, known, progress, cancel));
    }

    private static async Task<(ChainReport, TimeSpan)> VerifyFileAsync(string file, TrustedKeys keys, IReadOnlyDictionary<long, ChainCheckpoint>? known, CancellationToken cancel)
    {
        try
        {
            return await ChainConsole.ShowAsync("Verifying", progress => EventLog.VerifyAsync(file, keys, known, take: null, progress, cancel));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ExplainedException(fault.Message, fault);
        }
    }

    private static (IReadOnlyDictionary<long, ChainCheckpoint>? Known, string From) Anchors(string? file, ChainOptions options)
    {
        if (file is null && !File.Exists(options.AnchorFile))
            return (null, "none at hand: a cut tail or an older state cannot be told");
        var path = file ?? options.AnchorFile;
        try
        {
            return (new AnchorFile(path).All(), path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ExplainedException($"The checkpoints cannot be read: {fault.Message}", fault);
        }
    }
}
