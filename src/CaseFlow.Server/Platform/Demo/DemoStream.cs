using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>One stream of the demo.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Draft">What the demo adds to what is recorded already.</param>
public sealed record DemoStream(Guid Id, Func<IReadOnlyList<RecordedEvent>, IStreamDraft> Draft)
{
    /// <summary>What surrounds a step of the demo; the same step has the same id whenever it is told.</summary>
    public static CommandContext Step(string story, int number, DateTimeOffset at, string actor, OccurrencePrecision precision = OccurrencePrecision.Second) => new()
    {
        CommandId = DeterministicId.From("demo", story, number),
        Actor = actor,
        Scope = AccessScope.All,
        CorrelationId = $"demo:{story}",
        OccurredAt = at,
        Precision = precision,
    };
}
