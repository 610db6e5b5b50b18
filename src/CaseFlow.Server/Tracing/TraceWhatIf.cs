using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>What is changed in the terms that the contacts met.</summary>
public enum TermChange
{
    /// <summary>Activation works at once for everybody.</summary>
    ImmediateForAll,

    /// <summary>An identity document will do in place of the password.</summary>
    PapersAccepted,

    /// <summary>The portal says that abroad roaming is needed as well.</summary>
    ClearWording,

    /// <summary>Calls from abroad have a lane of their own.</summary>
    RoamingLane,
}

/// <summary>The contacts under some changes.</summary>
/// <param name="Changes">What is changed; nothing where the story is told as it was.</param>
/// <param name="Touches">What becomes of each contact.</param>
/// <param name="Avoided">The numbers of those that are not needed any more.</param>
public sealed record WhatIfRung(IReadOnlyList<TermChange> Changes, IReadOnlyList<ReplayedTouch> Touches, IReadOnlyList<int> Avoided);

/// <summary>The contacts of a trace, replayed.</summary>
/// <param name="Versions">The versions of the catalogue whose terms the contacts met: those that the causes lie in.</param>
/// <param name="Terms">What they say together.</param>
/// <param name="Contacts">The contacts as they were recorded, the earliest first.</param>
/// <param name="AsItWas">What becomes of them under those terms.</param>
/// <param name="Rungs">The same under changes: those asked for, else one after the other.</param>
public sealed record WhatIfAnswer(IReadOnlyList<CatalogueVersion> Versions, ServiceTerms Terms, IReadOnlyList<RecordedTouch> Contacts, WhatIfRung AsItWas, IReadOnlyList<WhatIfRung> Rungs);

/// <summary>How many contacts would other terms have spared? Computed from the recorded contacts; nothing is recorded.</summary>
public sealed class TraceWhatIf(TraceFile file, CatalogueBook catalogue, CommandShell shell)
{
    private static readonly TermChange[][] Ladder =
    [
        [TermChange.ImmediateForAll],
        [TermChange.ImmediateForAll, TermChange.PapersAccepted],
        [TermChange.ImmediateForAll, TermChange.PapersAccepted, TermChange.ClearWording],
        [TermChange.RoamingLane],
    ];

    /// <summary>The contacts of a trace under changes; null when there is no such trace in the scope.</summary>
    public async Task<ReadAnswer<WhatIfAnswer>?> AskAsync(AccessScope scope, TraceId trace, IReadOnlyList<TermChange> changes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (await file.AskAsync(scope, trace, cancellation) is not { } answer) return null;
        var versions = answer.Data.Causes.Where(cause => cause.Standing != CauseStanding.Excluded).Select(cause => cause.Found.LiesIn).OfType<CatalogueVersion>().Distinct().ToList();
        var terms = new ServiceTerms();
        foreach (var version in versions)
            terms = terms.Under((await catalogue.FindAsync(version, cancellation))?.Terms);
        var touches = await TouchesAsync(answer.Data.Evidence.Contacts, cancellation);
        return new(answer.Position, answer.AsOf, new(
            versions, terms, touches, Replay(terms, touches, []), [.. (changes.Count > 0 ? [changes] : (IEnumerable<IReadOnlyList<TermChange>>)Ladder).Select(rung => Replay(terms, touches, rung))]));
    }

    /// <summary>Some terms with changes.</summary>
    public static ServiceTerms With(ServiceTerms terms, IEnumerable<TermChange> changes) => changes.Aggregate(terms, (now, change) => change switch
    {
        TermChange.ImmediateForAll => now with { Activation = now.Activation is { } rule ? rule with { ImmediateForAll = true } : null },
        TermChange.PapersAccepted => now with { Identification = now.Identification is { } rule ? rule with { PapersAccepted = true } : null },
        TermChange.ClearWording => now with { Wording = new(NamesRoaming: true) },
        TermChange.RoamingLane => now with { Lane = new(RoamingFirst: true) },
    });

    private static WhatIfRung Replay(ServiceTerms terms, IReadOnlyList<RecordedTouch> touches, IReadOnlyList<TermChange> changes)
    {
        var replayed = RoamingReplay.Under(With(terms, changes), touches, DeskTime.Zone);
        return new(changes, replayed, [.. replayed.Where(touch => touch.Fate == TouchFate.Avoided).Select(touch => touch.Number)]);
    }

    private async Task<IReadOnlyList<RecordedTouch>> TouchesAsync(IEnumerable<ContactEvidence> contacts, CancellationToken cancellation)
    {
        var touches = new List<RecordedTouch>();
        foreach (var contact in contacts)
        {
            if ((await shell.HistoryAsync(contact.Contact.Value, cancellation)) is not [{ Data: ContactRecorded recorded } first, ..]) continue;
            touches.Add(new()
            {
                Number = 0,
                Contact = contact.Contact,
                At = first.Metadata.OccurredAt,
                Outcome = recorded.Outcome,
                Roaming = recorded.Customer.Roaming,
                Tier = recorded.Customer.Tier?.Code,
                Brand = recorded.Customer.Brand?.Code,
                Lock = recorded.Lock,
            });
        }

        return [.. touches.OrderBy(touch => touch.At).Select((touch, i) => touch with { Number = i + 1 })];
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<TraceWhatIf, WhatIfAnswer>(
        "/traces/{id:guid}/what-if",
        Permission.ReadTraces,
        (TraceRoutes.Tag, "The contacts of a trace about roaming, replayed under other terms, and how many of them would not have been needed."),
        [TraceBoard.Projection],
        [new("change", $"{string.Join(", ", Enum.GetNames<TermChange>())}, with commas or given several times; each after the other when left out.")],
        query =>
        {
            var (id, changes) = (TraceId.From(query.PathId("id")), query.Choices<TermChange>("change"));
            return (whatIf, asker, cancellation) => whatIf.AskAsync(asker.Scope, id, changes, cancellation);
        });
}
