using System.CommandLine;
using System.Globalization;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Verbs;

namespace CaseFlow.Server.PersonalData;

/// <summary><c>rotate-master-key</c>: another key wraps all others, while servers go on.</summary>
public sealed class RotateMasterKey : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var command = new Command("rotate-master-key", "Makes a new master key and wraps all keys with it, while servers go on. Ended before it is done, it goes on where it was when it is called again.");
        command.SetAction((_, cancel) => RotateAsync(context, cancel));
        return command;
    }

    private static async Task<int> RotateAsync(VerbContext context, CancellationToken cancel)
    {
        await using var database = await context.OpenDatabaseAsync(cancel);
        await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
        var old = services.GetRequiredService<MasterKey>().Id;
        var rotated = await services.GetRequiredService<MasterKeyRotation>().RotateAsync(new Spoken(context), cancel);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"{rotated} keys are wrapped with master key {services.GetRequiredService<MasterKey>().Id}; {old} lies beside it for backups of before."));
        return ExitCodes.Done;
    }

    private sealed class Spoken(VerbContext context) : IProgress<long>
    {
        public void Report(long value) => context.Say(string.Create(CultureInfo.InvariantCulture, $"{value} keys"));
    }
}
