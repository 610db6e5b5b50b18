using System.CommandLine;
using System.Globalization;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Verbs;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary><c>retention</c>: a dry run of the schedule in force. To ask for erasures is for people, who say who they are.</summary>
public sealed class RetentionVerb : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var territory = new Option<string>("--territory") { Description = "all, a province or a city.", DefaultValueFactory = _ => "all" };
        var command = new Command("retention", "A dry run of the retention schedule: how many customers' data has been kept long enough, and whose, by their ids. It changes nothing.") { territory };
        command.SetAction((parsed, cancel) => RunAsync(context, parsed.GetValue(territory)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(VerbContext context, string territory, CancellationToken cancel)
    {
        var scope = AccessScope.TryParse(territory) ?? throw new ExplainedException($"{territory} is no territory: it is all, a province as cn-js, or a city as cn-js.nanjing.");
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        var run = services.GetRequiredService<RetentionRun>();
        var (verdicts, looked, schedule) = (new SortedDictionary<RetentionVerdict, long>(), 0L, (int?)null);
        string? next = null;
        do
        {
            var stretch = (await run.AskAsync(scope, next, Caller.Unrestricted("retention"), cancel)).Data;
            (looked, next, schedule) = (looked + stretch.Looked, stretch.Next, stretch.Schedule);
            foreach (var (verdict, count) in stretch.Verdicts) verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + count;
            foreach (var due in stretch.Due) Console.WriteLine($"{due.Customer} {due.Region} {string.Join("; ", due.Grounds.Select(Ground))}");
        }
        while (next is not null);
        context.Say(schedule is null ? "Nobody has said how long data is kept; publish a schedule first." : string.Create(CultureInfo.InvariantCulture, $"{looked} customers under schedule {schedule}: {string.Join(", ", verdicts.Select(verdict => $"{verdict.Key} {verdict.Value}"))}"));
        return ExitCodes.Done;
    }

    private static string Ground(RetentionGround ground) => string.Create(
        CultureInfo.InvariantCulture, $"{ground.Count} {(ground.Kind is { } kind ? kind.ToString() : "contact")} kept until {ground.KeptUntil:yyyy-MM-dd} ({ground.KeepMonths} months, {ground.Citation})");
}
