using System.CommandLine;
using CaseFlow.Server.Platform.Embedded;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary><c>install-postgres</c>: what <c>scripts/test</c> needs before the first test. Not shown, because serve does it by itself.</summary>
public sealed class InstallPostgres : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var command = new Command("install-postgres", "Finds PostgreSQL on this machine, or installs it.") { Hidden = true };
        command.SetAction(async (_, cancel) =>
        {
            Console.WriteLine(await EmbeddedDatabase.FindOrInstallAsync(new EmbeddedOptions { Home = context.Home, Say = context.Say }, cancel));
            return ExitCodes.Done;
        });
        return command;
    }
}
