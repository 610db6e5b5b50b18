using CaseFlow.EventStore.Sealing;

namespace CaseFlow.Server.Audit;

/// <summary>What has become of a verification.</summary>
public enum VerificationState
{
    /// <summary>It reads the events.</summary>
    Running,

    /// <summary>Everything is as it was sealed.</summary>
    Genuine,

    /// <summary>Something differs.</summary>
    Tampered,

    /// <summary>It could not be done.</summary>
    Failed,
}

/// <summary>A verification and how far it has come.</summary>
/// <param name="Id">Names it.</param>
/// <param name="State">What has become of it.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Position">The position of the last event that was looked at.</param>
/// <param name="Head">The last position that is expected.</param>
/// <param name="Events">How many events were looked at.</param>
/// <param name="EventsPerSecond">How fast.</param>
/// <param name="Report">What was found, at the end.</param>
/// <param name="Error">Why it failed.</param>
public sealed record VerificationView(
    Guid Id, VerificationState State, string RequestedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Position, long Head, long Events, long EventsPerSecond, ChainReport? Report, string? Error);

/// <summary>Verifies the history on this server, one at a time. The last ones are remembered until it stops.</summary>
public sealed class ChainVerifications(Sealer sealer, SigningKey key, AnchorFile anchors, IHostApplicationLifetime life, TimeProvider clock, ILogger<ChainVerifications> log)
{
    /// <summary>How many are remembered.</summary>
    public const int Remembered = 20;

    private readonly Lock mine = new();
    private readonly List<VerificationView> all = [];

    /// <summary>The latest one; null before the first.</summary>
    public VerificationView? Latest
    {
        get
        {
            lock (mine)
                return all.LastOrDefault();
        }
    }

    /// <summary>One of the last ones; null when it is not among them.</summary>
    public VerificationView? Find(Guid id)
    {
        lock (mine)
            return all.Find(one => one.Id == id);
    }

    /// <summary>Begins one, unless one is running; then that is the answer.</summary>
    public VerificationView Start(string requestedBy)
    {
        VerificationView fresh;
        lock (mine)
        {
            if (all.LastOrDefault() is { State: VerificationState.Running } running)
                return running;
            fresh = new(Guid.NewGuid(), VerificationState.Running, requestedBy, clock.GetUtcNow(), EndedAt: null, 0, 0, 0, 0, Report: null, Error: null);
            all.Add(fresh);
            if (all.Count > Remembered)
                all.RemoveAt(0);
        }
        _ = Task.Run(() => RunAsync(fresh.Id, life.ApplicationStopping), CancellationToken.None);
        return fresh;
    }

    private async Task RunAsync(Guid id, CancellationToken stopping)
    {
        var begin = TimeProvider.System.GetTimestamp();
        try
        {
            var known = File.Exists(anchors.Path) ? anchors.All() : null;
            var report = await ChainVerification.RunAsync(sealer.Tables, new(key.PublicPem), known, new Reporter(at => Set(id, one => one with { Position = at.Position, Head = at.Head, Events = at.Events, EventsPerSecond = Speed(at.Events) })), stopping);
            if (!report.IsGenuine)
                log.LogCritical("The history differs from what was sealed: {Finding}", report.First);
            Set(id, one => one with
            {
                State = report.IsGenuine ? VerificationState.Genuine : VerificationState.Tampered,
                Position = report.LastPosition ?? 0,
                Head = report.LastPosition ?? 0,
                Events = report.Events,
                EventsPerSecond = Speed(report.Events),
                EndedAt = clock.GetUtcNow(),
                Report = report,
            });
        }
        catch (Exception fault)
        {
            log.LogWarning(fault, "The history could not be verified.");
            Set(id, one => one with { State = VerificationState.Failed, EndedAt = clock.GetUtcNow(), Error = fault.Message });
        }

        long Speed(long events) => (long)(events / Math.Max(0.001, TimeProvider.System.GetElapsedTime(begin).TotalSeconds));
    }

    private void Set(Guid id, Func<VerificationView, VerificationView> change)
    {
        lock (mine)
        {
            var index = all.FindIndex(one => one.Id == id);
            if (index >= 0)
                all[index] = change(all[index]);
        }
    }

    /// <summary>Told on the thread that reads; Progress{T} would mix the order.</summary>
    private sealed class Reporter(Action<ChainProgress> tell) : IProgress<ChainProgress>
    {
        public void Report(ChainProgress value) => tell(value);
    }
}
