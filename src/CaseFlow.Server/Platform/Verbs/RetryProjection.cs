using System.CommandLine;
using CaseFlow.EventStore.Projections;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary><c>retry</c>: a read model or subscription that stopped before an event tries it again, as after a fix.</summary>
public sealed class RetryProjection : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var name = new Argument<string>("name") { Description = "The read model or subscription, as /health/ready names it" };
        var command = new Command("retry", "Has a read model or subscription that stopped before an event try it again at once, on the server that is running.") { name };
        command.SetAction((parsed, cancel) => RetryAsync(context, parsed.GetRequiredValue(name), cancel));
        return command;
    }

    private static async Task<int> RetryAsync(VerbContext context, string name, CancellationToken cancel)
    {
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        try
        {
            var stopped = await services.GetRequiredService<ProjectionEngine>().RetryAsync(name, cancel);
            context.Say(stopped ? $"{name} tries again." : $"{name} was not stopped.");
            return ExitCodes.Done;
        }
        catch (ArgumentException fault)
        {
            throw new ExplainedException($"There is no read model or subscription {name}; /health/ready lists them.", fault);
        }
    }
}
