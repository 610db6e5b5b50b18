using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The course of one case of the demo, step by step, each through its decision.</summary>
/// <param name="cast">What it is made with.</param>
/// <param name="story">Names the case; its ids follow from it.</param>
/// <param name="person">Whose case it is.</param>
public sealed class CaseScript(DemoCast cast, string story, DemoPerson person)
{
    private readonly List<(CommandContext Context, Func<Complaint, Decision<ComplaintEvent>> Decide)> steps = [];

    /// <summary>The case.</summary>
    public ComplaintId Complaint { get; } = IdOf(story);

    /// <summary>Whose case it is.</summary>
    public DemoPerson Person => person;

    /// <summary>What seals for the customer.</summary>
    public PersonalDataVault.Sealer Sealer => cast.Sealer(person);

    /// <summary>What it is made with.</summary>
    public DemoCast Cast => cast;

    /// <summary>Names the case.</summary>
    public string Story => story;

    /// <summary>The stream.</summary>
    public DemoStream Stream => new(Complaint.Value, history => Draft(history));

    /// <summary>What the case comes to.</summary>
    public Complaint Outcome => Draft([]).State;

    /// <summary>What a decision on another case must know of this one.</summary>
    public ComplaintFacts Facts => new(Complaint, Outcome.Status, cast.Snapshot(person).Customer);

    /// <summary>The case of a story.</summary>
    public static ComplaintId IdOf(string story) => ComplaintId.From(DeterministicId.From("demo", "complaint", story));

    /// <summary>Adds a step.</summary>
    public CaseScript Then(DateTimeOffset at, string actor, Func<Complaint, Decision<ComplaintEvent>> decide, OccurrencePrecision precision = OccurrencePrecision.Second)
    {
        steps.Add((DemoStream.Step(story, steps.Count, at, actor, precision), decide));
        return this;
    }

    /// <summary>Takes the case on.</summary>
    public CaseScript Register(DateTimeOffset at, string actor, DemoCase given, OccurrencePrecision precision = OccurrencePrecision.Second) => Then(at, actor, state => IntakeDecisions.Register(state, new(new ComplaintRegistered
    {
        Complaint = Complaint,
        Kind = given.Kind,
        Channel = cast.Term(TermLists.Channels, given.Channel),
        Source = cast.Term(TermLists.Sources, given.Source),
        Topic = cast.Term(TermLists.Topics, given.Topic),
        Region = new("cn-js", person.City),
        Customer = cast.Snapshot(person),
        Summary = Sealer.Seal(given.Summary),
        RemedySought = Sealer.SealOptional(given.RemedySought),
        ExternalReference = given.ExternalReference,
    })), precision);

    private StreamDraft<Complaint, ComplaintEvent> Draft(IReadOnlyList<RecordedEvent> history)
    {
        var draft = new StreamDraft<Complaint, ComplaintEvent>(Streams.Complaint, Complaint.Value, history);
        for (var step = 0; step < steps.Count; step++)
        {
            draft.Decide(steps[step].Context, steps[step].Decide);
            if (draft.Refusal is { } refusal) throw new InvalidOperationException($"Step {step} of the demo's case {story} is refused: {refusal.Code}.");
        }

        return draft;
    }
}

/// <summary>What is said when a case of the demo is taken on.</summary>
/// <param name="Topic">A code of the list of topics.</param>
/// <param name="Summary">What happened.</param>
public sealed record DemoCase(string Topic, string Summary)
{
    public ComplaintKind Kind { get; init; } = ComplaintKind.Complaint;
    public string Channel { get; init; } = "hotline";
    public string Source { get; init; } = "customer";
    public string? RemedySought { get; init; }
    public string? ExternalReference { get; init; }
}
