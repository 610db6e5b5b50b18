namespace CaseFlow.EventStore.Projections;

/// <summary>Acts on events, each at least once and in position order, with a checkpoint of its own. Never rebuilt.</summary>
public interface ISubscription
{
    /// <summary>What it does, for example <c>CallbackScheduling</c>. Its checkpoint is Marten's row <c>CallbackScheduling:All</c>.</summary>
    string Name { get; }

    /// <summary>Acts on one event. It may see an event again after a crash, so it recognises it by its id.</summary>
    Task HandleAsync(RecordedEvent e, CancellationToken cancellation);
}
