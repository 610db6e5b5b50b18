using CaseFlow.Complaints;
using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A case as its workspace shows it.</summary>
public sealed record ComplaintView : IVersioned
{
    /// <summary>What lists show of it.</summary>
    public required WorkListEntry Case { get; init; }
    public required bool Acknowledged { get; init; }
    public required CustomerDetails Customer { get; init; }
    public string? RemedySought { get; init; }
    public Verdict? Verdict { get; init; }
    public required IReadOnlyList<ClaimView> Claims { get; init; }

    /// <summary>The earlier cases that it repeats, or may.</summary>
    public required IReadOnlyList<RepeatLinkView> Repeats { get; init; }

    /// <summary>The later cases that repeat it, or may.</summary>
    public required IReadOnlyList<RepeatLinkView> RepeatedBy { get; init; }

    /// <summary>The cases that are handled within it now.</summary>
    public required IReadOnlyList<Guid> Merged { get; init; }
    public required IReadOnlyList<CallbackView> Callbacks { get; init; }
    public required BlueprintReport Blueprint { get; init; }

    /// <inheritdoc/>
    public long Version => Case.Version;

    /// <summary>Shows a case.</summary>
    public static ComplaintView Of(CaseFile file, PersonalView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(view);
        var state = Streams.Complaint.Fold(file.Own);
        var row = file.Row();
        var customer = file.Registered.Customer;
        return new()
        {
            Case = WorkListEntry.Of(row, view, now) is var entry && row.MergedInto is { } into && file.IsElsewhere(into) ? entry with { MergedInto = null } : entry,
            Acknowledged = state.Acknowledged,
            Customer = CustomerDetails.Of(customer, view),
            RemedySought = view.Show(file.Customer, file.Registered.RemedySought),
            Verdict = state.Verdict,
            Claims = [.. file.Own.Select(e => e.Data).OfType<ClaimRaised>().Select(raised => ClaimView.Of(file, raised, state.Claims[raised.Claim], view))],
            Repeats = [.. file.Own.Select(e => e.Data).OfType<RepeatLinkProposed>().Where(link => !file.IsElsewhere(link.Earlier.Value)).Select(link => new RepeatLinkView(link.Earlier.Value, state.RepeatLinks[link.Earlier], link.Grounds))],
            RepeatedBy = [.. file.Others.Where(other => other.Thread.Kind == ThreadKind.Repeat).Select(other => RepeatLinkView.Of(other.Thread.Other, other.Events, file.Id))],
            Merged = [.. file.Others.Where(other => other.Thread.Kind == ThreadKind.Merged && Streams.Complaint.Fold(other.Events).MergedInto == file.Id).Select(other => other.Thread.Other)],
            Callbacks = [.. file.Callbacks.Select(callback => new CallbackView(callback.Scheduled.Callback.Value, callback.Scheduled.Episode, callback.State.Status, callback.State.Attempt, callback.State.DueAt, callback.State.Agent, callback.State.Result))],
            Blueprint = BlueprintReport.Of(file, state),
        };
    }
}

/// <summary>The customer as known when the case was registered; who it is is masked, unless it was revealed.</summary>
public sealed record CustomerDetails(Guid Id, string? Name, string? ServiceNumber, string? Account, string? Address, string? Tier, string? Brand, RoamingState Roaming, DateTimeOffset? RevealedUntil)
{
    /// <summary>Shows what was known.</summary>
    public static CustomerDetails Of(CustomerSnapshot customer, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(customer);
        ArgumentNullException.ThrowIfNull(view);
        var of = customer.Customer;
        return new(
            of.Value, view.ShowName(of, customer.Name?.Ciphertext), view.ShowNumber(of, customer.ServiceNumber?.Ciphertext), view.ShowAccount(of, customer.Account?.Ciphertext),
            view.ShowAddress(of, customer.Address?.Ciphertext), customer.Tier?.Code, customer.Brand?.Code, customer.Roaming, view.RevealedUntil(of));
    }
}

/// <summary>One thing that the customer asks for.</summary>
public sealed record ClaimView(Guid Id, ClaimRank Rank, string? Demand, Reasonableness? Reasonableness, string? Class, bool? Satisfiable, string? Alternative, ClaimOutcome? Outcome)
{
    /// <summary>Shows a claim.</summary>
    public static ClaimView Of(CaseFile file, ClaimRaised raised, Claim claim, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(raised);
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(view);
        var offered = file.Own.Select(e => e.Data).OfType<AlternativeOffered>().LastOrDefault(offer => offer.Claim == raised.Claim);
        return new(
            raised.Claim.Value,
            claim.Assessment?.Rank ?? raised.Rank,
            view.Show(file.Customer, raised.Demand),
            claim.Assessment?.Reasonableness,
            claim.Assessment?.Class.Code,
            claim.Assessment?.Satisfiable,
            view.Show(file.Customer, offered?.Alternative),
            claim.Outcome);
    }
}

/// <summary>A link between a case and one that repeats it.</summary>
/// <param name="Id">The other case.</param>
/// <param name="State">How the link stands.</param>
/// <param name="Grounds">Why it was proposed.</param>
public sealed record RepeatLinkView(Guid Id, RepeatLink State, RepeatGrounds Grounds)
{
    /// <summary>The link from a later case's stream to an earlier case.</summary>
    public static RepeatLinkView Of(Guid later, IReadOnlyList<EventStore.RecordedEvent> stream, ComplaintId earlier) => new(
        later,
        Streams.Complaint.Fold(stream).RepeatLinks[earlier],
        stream.Select(e => e.Data).OfType<RepeatLinkProposed>().Last(link => link.Earlier == earlier).Grounds);
}

/// <summary>A callback of an episode.</summary>
public sealed record CallbackView(Guid Id, int Episode, CallbackStatus Status, int Attempt, DateTimeOffset DueAt, string? Agent, CallbackResult? Result);
