using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Warnings;
using CaseFlow.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Testing;

/// <summary>Warnings for tests that need one and not the many complaints behind it.</summary>
public static class PlantedWarnings
{
    /// <summary>Raises a warning about a place by the rules; the answer is its id.</summary>
    public static async Task<string> PlantAsync(ServerUnderTest server, Region region, ComplaintId complaint)
    {
        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var shell = server.Services.GetRequiredService<CommandShell>();
        var rule = (await shell.StateAsync(Streams.WarningRules, WarningEvaluation.RulesStream, TestContext.Current.CancellationToken)).Latest["mass-complaint"];
        var subject = new WarningSubject(region, "network.roaming");
        var warning = WarningEvaluation.IdOf($"planted-{complaint.Value}", subject, null);
        var seen = new WarningSighting
        {
            Grade = WarningGrade.Orange, From = now.AddHours(-1), To = now, Observed = 61, Limit = 60, Why = WarningReckoning.Of(rule.Terms, 61, null)!.Why, Complaints = [complaint], ComplaintCount = 61, Position = 1,
        };
        // A rule that nobody published, and so nobody looks at: one in force would let a warning subside of which it counts nothing, one that is switched off as well.
        var planted = rule with { Rule = "planted", Version = 1 };
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = WarningEvaluation.Actor, Scope = AccessScope.All, CorrelationId = "planted", OccurredAt = now };
        var outcome = await shell.DecideAsync(
            Streams.Warning, warning.Value, context, state => WarningDecisions.Raise(state, new() { Warning = warning, Rule = planted, Subject = subject, Seen = seen, Now = now }), TestContext.Current.CancellationToken);
        Assert.IsType<CommandRecorded>(outcome);
        return warning.Value.ToString();
    }
}
