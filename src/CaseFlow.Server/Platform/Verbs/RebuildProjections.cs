using System.CommandLine;
using CaseFlow.EventStore.Projections;
using Spectre.Console;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary><c>rebuild</c>: read models made anew from the events, while the old rows go on answering.</summary>
public sealed class RebuildProjections : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var name = new Argument<string?>("name") { Description = "The read model; left out, they are listed", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All read models, in one pass over the events" };
        var command = new Command("rebuild", "Builds read models anew from the events. They answer from their old rows until the new ones have caught up.") { name, all };
        command.SetAction((parsed, cancel) => RebuildAsync(context, parsed.GetValue(name), parsed.GetValue(all), cancel));
        return command;
    }

    private static async Task<int> RebuildAsync(VerbContext context, string? name, bool all, CancellationToken cancel)
    {
        var known = Slices.All.SelectMany(slice => slice.Projections).Select(projection => projection.Name).Order(StringComparer.Ordinal).ToList();
        if (name is null && !all)
        {
            known.ForEach(Console.WriteLine);
            return ExitCodes.Done;
        }

        if (name is not null && !known.Contains(name))
            throw new ExplainedException($"There is no read model {name}. There are {string.Join(", ", known)}.");

        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        var engine = services.GetRequiredService<ProjectionEngine>();
        var errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        IReadOnlyList<string> wanted = name is null ? known : [name];
        await errors.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(progress => RebuildAsync(engine, wanted, progress.AddTask(name ?? "all read models"), cancel));
        context.Say($"Rebuilt: {string.Join(", ", wanted)}");
        return ExitCodes.Done;
    }

    private static async Task RebuildAsync(ProjectionEngine engine, IReadOnlyList<string> names, ProgressTask task, CancellationToken cancel)
    {
        try
        {
            await engine.RebuildAsync(names, new RebuildReporter(task), cancel);
            task.Value = task.MaxValue;
        }
        catch (InvalidOperationException fault)
        {
            throw new ExplainedException(fault.Message, fault);
        }
    }
}

/// <summary>Tells the bar at once; Progress{T} would tell it from another thread, when it may be gone.</summary>
internal sealed class RebuildReporter(ProgressTask task) : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value) => (task.MaxValue, task.Value) = (Math.Max(1, value.Head), value.Position);
}
