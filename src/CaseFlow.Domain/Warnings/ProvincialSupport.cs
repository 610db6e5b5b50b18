using System.Diagnostics;
using System.Text.Json.Serialization;
using CaseFlow.Clocks;
using CaseFlow.Complaints;

namespace CaseFlow.Warnings;

/// <summary>What a city asks its province for between meetings, from the request to its end.</summary>
[JsonConverter(typeof(IdentifierConverter<ProvincialSupportId>))]
public readonly record struct ProvincialSupportId(Guid Value) : IIdentifier<ProvincialSupportId>
{
    public static ProvincialSupportId From(Guid value) => new(value);
}

/// <summary>What support is asked for about.</summary>
public enum SupportMatter { Warning, Complaint, Trace }

/// <summary>The warning, case or trace that support is asked for about.</summary>
public sealed record SupportReference(SupportMatter Matter, Guid Id);

/// <summary>Both levels' clocks of a request: by when the province takes it up, and by when the city has an answer.</summary>
/// <param name="TargetsVersion">The version of the targets that they follow from.</param>
/// <param name="Calendar">The calendar of working time, and <paramref name="CalendarVersion"/>, its version.</param>
/// <param name="CalendarVersion">The calendar's version.</param>
/// <param name="TakeUpBy">When the province's clock is due.</param>
/// <param name="AnswerBy">When the city's clock is due.</param>
public sealed record SupportDues(int TargetsVersion, string Calendar, int CalendarVersion, DateTimeOffset TakeUpBy, DateTimeOffset AnswerBy)
{
    /// <summary>The due times of a request that is made now.</summary>
    public static SupportDues Of(SupportTargetsPublished targets, WorkTime time, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(time);
        return new(
            targets.Version, targets.Calendar, time.Calendar?.Version ?? 0,
            time.After(now, TimeSpan.FromMinutes(targets.TakeUpMinutes)), time.After(now, TimeSpan.FromMinutes(targets.AnswerMinutes)));
    }
}

/// <summary>A fact about support that a city asks its province for. Its texts are not sealed, for they are about no single customer: they name none.</summary>
public abstract record ProvincialSupportEvent;

/// <summary>A city asked its province for support; the clocks of both levels start.</summary>
public sealed record ProvincialSupportRequested : ProvincialSupportEvent
{
    public required ProvincialSupportId Support { get; init; }

    /// <summary>The city.</summary>
    public required Region Region { get; init; }

    /// <summary>What is needed; it names no customer.</summary>
    public required string Need { get; init; }

    /// <summary>By when the city needs it, as it says itself.</summary>
    public required DateTimeOffset WantedBy { get; init; }

    /// <summary>What it is about, where it is about one thing.</summary>
    public SupportReference? About { get; init; }
    public required SupportDues Dues { get; init; }
}

/// <summary>A coordinator of the province took the request up; the province's clock stops.</summary>
public sealed record ProvincialSupportTakenUp(string Coordinator) : ProvincialSupportEvent;

/// <summary>The province answered; the city's clock stops.</summary>
public sealed record ProvincialSupportAnswered(string Answer) : ProvincialSupportEvent;

/// <summary>The province sent the request back for a reason; both clocks end until the city asks again.</summary>
public sealed record ProvincialSupportReturned(string Reason) : ProvincialSupportEvent;

/// <summary>The city asked again; the clocks of both levels start anew.</summary>
/// <param name="Round">Which time it asks, from 2.</param>
/// <param name="Need">What is needed now; it names no customer.</param>
/// <param name="WantedBy">By when the city needs it.</param>
/// <param name="Dues">The clocks.</param>
public sealed record ProvincialSupportRenewed(int Round, string Need, DateTimeOffset WantedBy, SupportDues Dues) : ProvincialSupportEvent;

/// <summary>The city has what it needed.</summary>
public sealed record ProvincialSupportClosed : ProvincialSupportEvent;

/// <summary>The city needs it no more, for a reason.</summary>
public sealed record ProvincialSupportWithdrawn(string Reason) : ProvincialSupportEvent;

/// <summary>Where a request for support stands.</summary>
public enum SupportStatus { Unrequested, Requested, TakenUp, Answered, Returned, Closed, Withdrawn }

/// <summary>Only what later decisions ask of a request for support.</summary>
public sealed record ProvincialSupport
{
    public static readonly ProvincialSupport Unrequested = new();

    public SupportStatus Status { get; private init; } = SupportStatus.Unrequested;
    public int Round { get; private init; } = 1;

    /// <summary>Who takes care of it for the province.</summary>
    public string? Coordinator { get; private init; }

    /// <summary>Whether the province is to do something.</summary>
    public bool WaitsForProvince => Status is SupportStatus.Requested or SupportStatus.TakenUp;

    public static ProvincialSupport Evolve(ProvincialSupport support, ProvincialSupportEvent @event)
    {
        ArgumentNullException.ThrowIfNull(support);
        return @event switch
        {
            ProvincialSupportRequested => support with { Status = SupportStatus.Requested },
            ProvincialSupportTakenUp e => support with { Status = SupportStatus.TakenUp, Coordinator = e.Coordinator },
            ProvincialSupportAnswered => support with { Status = SupportStatus.Answered },
            ProvincialSupportReturned => support with { Status = SupportStatus.Returned, Coordinator = null },
            ProvincialSupportRenewed e => support with { Status = SupportStatus.Requested, Round = e.Round, Coordinator = null },
            ProvincialSupportClosed => support with { Status = SupportStatus.Closed },
            ProvincialSupportWithdrawn => support with { Status = SupportStatus.Withdrawn },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}
