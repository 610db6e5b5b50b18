using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.FollowUps;

/// <summary>Verbs such as the import bring cases in while no server runs; whoever serves next finds the alarms set.</summary>
public sealed class AlarmsWithoutServerTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_callback_scheduled_while_no_server_runs_has_its_alarm_and_no_alarm_rings()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var services = await ServicesUnderTest.StartAsync(postgres);
        var callback = CallbackId.From(Guid.NewGuid());
        var due = DateTimeOffset.UtcNow.AddMinutes(-1);
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "import", Scope = AccessScope.All, CorrelationId = "test", OccurredAt = due };
        var scheduled = new CallbackScheduled
        {
            Callback = callback,
            Complaint = ComplaintId.From(Guid.NewGuid()),
            Episode = 1,
            Customer = CustomerId.From(Guid.NewGuid()),
            Region = new Region("cn-js"),
            DueAt = due,
            Terms = CallbackWorld.Terms,
        };
        await services.GetRequiredService<CommandShell>().DecideAsync(Streams.Callback, callback.Value, context, _ => scheduled, cancellation);

        await services.GetRequiredService<ProjectionEngine>().CatchUpAsync(cancellation);

        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellation);
        Assert.NotNull(await scheduler.GetTrigger(CallbackAlarms.Key(callback), cancellation));
        Assert.Equal(CallbackStatus.Scheduled, (await services.GetRequiredService<CommandShell>().StateAsync(Streams.Callback, callback.Value, cancellation)).Status);
    }
}
