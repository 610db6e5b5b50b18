using CaseFlow.EventStore;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>What every command may say of its time.</summary>
public abstract record CommandRequest
{
    /// <summary>When it happened, with an offset; now when it is left out. May lie back, not ahead.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>How exactly that is known; to the second when it is left out.</summary>
    public OccurrencePrecision? Precision { get; init; }
}
