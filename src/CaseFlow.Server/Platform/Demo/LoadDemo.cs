using System.CommandLine;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.Platform.Demo;

/// <summary><c>demo</c>: the demo, in a database that may hold other cases.</summary>
public sealed class LoadDemo : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var command = new Command("demo", "Loads the demo: a case of 2011 that took five contacts, seven months of repeat complaints of which the last was restated, a desk of today, an inspected sample, four service meetings, an emergency, a drill, reminders, and the figures that the province published. Doing it twice changes nothing.");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await context.OpenDatabaseAsync(cancel);
            await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
            var loaded = await services.GetRequiredService<DemoLoader>().LoadAsync(cancel);
            await services.GetRequiredService<DemoDefinitions>().LoadAsync(cancel);
            await services.GetRequiredService<DemoInspections>().LoadAsync(cancel);
            await services.GetRequiredService<DemoMeetings>().LoadAsync(cancel);
            await services.GetRequiredService<DemoWarnings>().LoadAsync(cancel);
            await services.GetRequiredService<DemoEmergencies>().LoadAsync(cancel);
            await services.GetRequiredService<DemoSeries>().LoadAsync(RoamingStory.First, cancel);
            await services.GetRequiredService<DemoReminders>().LoadAsync(cancel);
            await services.GetRequiredService<DemoAutumn>().LoadAsync(cancel);
            Console.WriteLine(loaded.Loaded == 0 ? "The demo is loaded already." : $"Loaded {loaded.Loaded} of the demo's {loaded.Streams} streams: {loaded.Events} events.");
            return ExitCodes.Done;
        });
        return command;
    }
}
