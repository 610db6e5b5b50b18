using CaseFlow.EventStore.Projections;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Keeps the read models and subscriptions up with the events for as long as the server runs.</summary>
public sealed class ProjectionService(ProjectionEngine engine) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => engine.RunAsync(stoppingToken);
}

/// <summary>Does the replays that are asked for, and drops those that nobody uses any more, for as long as the server runs.</summary>
public sealed class ReplayService(Replays replays) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => replays.WorkAsync(stoppingToken);
}
