using System.CommandLine;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Verbs;
using CaseFlow.Server.Platform.Web;
using Npgsql;
using Spectre.Console;

namespace CaseFlow.Server.Definitions;

/// <summary><c>replay</c>: a read model as of a past day or position, or under another rule, and what differs from now.</summary>
public sealed class ReplayProjection : IVerb
{
    /// <summary>What is asked on the command line.</summary>
    private sealed record Asked(string Projection, ReplayPoint Point, RepeatRuleChange Change, bool Difference, AccessScope Scope, KpiQuestion Question);

    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var projection = new Option<string>("--projection") { Description = "The read model, for example repeat-complaint-rates; rebuild lists them", Required = true, HelpName = "name" };
        var asOf = new Option<string?>("--as-of") { Description = "As known at the end of this day, or at this time with its offset", HelpName = "day" };
        var position = new Option<long?>("--position") { Description = "As known when the event at this position had been recorded", HelpName = "number" };
        var days = new Option<int?>("--repeat-days") { Description = "What if a complaint repeated an earlier one within this many days?", HelpName = "days" };
        var diff = new Option<bool>("--diff") { Description = "Tells what differs from now, and which events did it" };
        var region = new Option<string>("--region") { Description = "all, a province (cn-js) or a city (cn-js.nanjing)", DefaultValueFactory = _ => "all" };
        var from = new Option<string?>("--from") { Description = "The first month, for example 2011-03", HelpName = "month" };
        var to = new Option<string?>("--to") { Description = "The last month", HelpName = "month" };
        var by = new Option<string>("--by") { Description = "month, region, city, topic, source, with commas", DefaultValueFactory = _ => "month" };
        var command = new Command("replay", "Replays a read model up to a past day or position, or under another rule, beside the live one, which stays as it is. Replays are dropped an hour after their last use.")
        {
            projection, asOf, position, days, diff, region, from, to, by,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var errors = new FieldErrors();
            var asked = new Asked(
                ReplayRoutes.Projection(parsed.GetValue(projection), Slices.All.SelectMany(slice => slice.Projections).Select(one => one.Name), errors),
                ReplayPoint.Of(parsed.GetValue(asOf), parsed.GetValue(position), errors, TimeProvider.System.GetUtcNow()),
                new() { WindowDays = parsed.GetValue(days) },
                parsed.GetValue(diff),
                AccessScope.TryParse(parsed.GetValue(region)) ?? throw new ExplainedException("--region is all, a province (cn-js) or a city (cn-js.nanjing)."),
                PrintKpi.Question(KpiCatalogue.RepeatComplaintRate, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(by)!));
            asked.Change.Check(errors);
            if (!asked.Change.IsNone && asked.Projection is not (RepeatComplaintRates.Projection or "")) errors.Add("repeat-days", FieldCodes.OutOfRange, $"--repeat-days is for {RepeatComplaintRates.Projection}.");
            if (errors.Any) throw new ExplainedException(string.Join(' ', errors.Outcome.Errors.Select(error => error.Message)));
            await using var database = await context.OpenDatabaseAsync(cancel);
            await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
            await PrintAsync(services, asked, cancel);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task PrintAsync(ServiceProvider services, Asked asked, CancellationToken cancel)
    {
        // What is compared with must have taken what was recorded last; asking must not do anything else.
        var projection = Slices.All.SelectMany(slice => slice.Projections).Single(one => one.Name == asked.Projection);
        if (asked.Difference)
            await new ProjectionEngine(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<IEventStore>(), [projection], []).CatchUpAsync(cancel);
        var replay = await ReplayAsync(services, asked, cancel);
        var recorded = replay.RecordedAt is { } at ? $", recorded {DeskTime.Exact(at, OccurrencePrecision.Second)} ({DeskTime.Zone.Id})" : "";
        AnsiConsole.WriteLine($"{asked.Projection} as of event {replay.Position}{recorded}");
        AnsiConsole.WriteLine($"Replay {replay.Id}, kept until {DeskTime.Minute(replay.ExpiresAt)}");
        if (asked.Projection != RepeatComplaintRates.Projection)
            await ReplayPrinting.TablesAsync(services.GetRequiredService<ReadModels>(), projection, replay, asked.Difference, cancel);
        else if (asked.Difference)
            ReplayPrinting.Difference((await services.GetRequiredService<RepeatRateDifferences>().AskAsync(asked.Scope, asked.Question, replay.Id, against: null, new(ReplayPrinting.Most), cancel))!.Data, asked.Scope);
        else
            KpiSheet.Of((await services.GetRequiredService<RepeatComplaintRates>().AskAsync(asked.Scope, asked.Question, cancel, replay)).Data).Print(asked.Scope);
    }

    private static async Task<ReplayStatus> ReplayAsync(ServiceProvider services, Asked asked, CancellationToken cancel)
    {
        var replays = services.GetRequiredService<Replays>();
        await replays.SweepAsync(cancel);
        try
        {
            var (replay, _) = await services.GetRequiredService<ReplayDesk>().AskAsync(asked.Projection, asked.Change.Text, asked.Point, after: 0, Environment.UserName, lifetime: null, cancel);
            ReplayStatus? done = null;
            var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            await errors.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async progress =>
            {
                var task = progress.AddTask(asked.Projection);
                done = await replays.CompleteAsync(replay.Id, new RebuildReporter(task), cancel);
                task.Value = task.MaxValue;
            });
            return done switch
            {
                null => throw new ExplainedException("The replay was dropped meanwhile."),
                { State: ReplayState.Failed } => throw new ExplainedException($"The replay failed: {done.Error}"),
                _ => done,
            };
        }
        catch (ReplayUnavailableException fault)
        {
            throw new ExplainedException(fault.Message, fault);
        }
    }
}
