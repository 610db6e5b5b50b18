using System.CommandLine;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.PersonalData;

/// <summary><c>check-personal-data</c>: does anything personal stand in clear in a table or a log?</summary>
public sealed class FindPlainTexts : IVerb
{
    private const int MostOfOnePlace = 20;

    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var logs = new Option<string[]>("--logs") { Description = "Folders of log files; those of the private database when left out", AllowMultipleArgumentsPerToken = true };
        var command = new Command("check-personal-data", $"Looks through all tables and log files for known personal data and for what looks like it. Answers {ExitCodes.PersonalDataFound} when it finds any, and never prints it.") { logs };
        command.SetAction((parsed, cancel) => CheckAsync(context, parsed.GetValue(logs) is { Length: > 0 } given ? given : [Path.Combine(context.Home, "postgres", "log")], cancel));
        return command;
    }

    private static async Task<int> CheckAsync(VerbContext context, IReadOnlyList<string> folders, CancellationToken cancel)
    {
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        var files = folders.SelectMany(folder => File.Exists(folder) ? [folder] : Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : []).ToList();
        var found = await services.GetRequiredService<PersonalDataCheck>().FindAsync(files, MostOfOnePlace, cancel);
        foreach (var exposure in found) Console.WriteLine($"{exposure.Place}\t{exposure.Line}\t{exposure.Kind}\t{exposure.Customer}");
        context.Say(found.Count == 0 ? $"Nothing personal stands in clear in the tables and {files.Count} log files." : "Something personal stands in clear.");
        return found.Count == 0 ? ExitCodes.Done : ExitCodes.PersonalDataFound;
    }
}
