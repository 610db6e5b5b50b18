using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Complaints;

namespace CaseFlow.Kpis;

/// <summary>A fact about the definitions of KPIs.</summary>
public abstract record KpiDefinitionEvent;

/// <summary>On which side of its target a value is to be.</summary>
public enum KpiTargetSide { AtLeast, AtMost }

/// <summary>What a KPI is to reach.</summary>
/// <param name="Value">In the KPI's own unit, with at most two decimals.</param>
/// <param name="Side">Whether a value is to be at least this, or at most.</param>
public sealed record KpiTarget(decimal Value, KpiTargetSide Side)
{
    /// <summary>Whether a value reaches it.</summary>
    public bool IsMetBy(decimal value) => Side switch
    {
        KpiTargetSide.AtLeast => value >= Value,
        KpiTargetSide.AtMost => value <= Value,
    };
}

/// <summary>A part of what a definition says about which cases count.</summary>
public enum CountedTerm
{
    /// <summary>The kinds that count.</summary>
    Kinds,

    /// <summary>Whether withdrawn cases count.</summary>
    Withdrawn,

    /// <summary>Whether merged cases count.</summary>
    Merged,

    /// <summary>To how many contacts a case may be linked that the first contact settled.</summary>
    MostContacts,
}

/// <summary>Which cases a KPI counts that adds up over cases.</summary>
public sealed record CountedCases
{
    /// <summary>The kinds that count, at least one; a case counts as what it is now.</summary>
    public required IReadOnlyList<ComplaintKind> Kinds { get; init; }

    /// <summary>Whether cases count that their customer withdrew.</summary>
    public required bool Withdrawn { get; init; }

    /// <summary>Whether cases count that were merged into another.</summary>
    public required bool Merged { get; init; }

    /// <summary>To how many contacts a case may be linked that the first contact settled; null for a KPI that does not ask.</summary>
    public int? MostContacts { get; init; }

    /// <summary>Whether a case counts.</summary>
    /// <param name="kind">What it is now.</param>
    /// <param name="withdrawn">Whether it was withdrawn.</param>
    /// <param name="merged">Whether it was merged into another.</param>
    public bool Includes(ComplaintKind kind, bool withdrawn, bool merged) => (Withdrawn || !withdrawn) && (Merged || !merged) && Kinds.Contains(kind);

    /// <summary>The way from these cases to others, one part of the definition after another, in the order of <see cref="CountedTerm"/>: which part is said otherwise, and which cases count then. Nothing for the same cases.</summary>
    public IReadOnlyList<(CountedTerm Term, CountedCases Then)> Towards(CountedCases other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (kinds, withdrawn) = (this with { Kinds = other.Kinds }, this with { Kinds = other.Kinds, Withdrawn = other.Withdrawn });
        IReadOnlyList<(CountedTerm Term, CountedCases Then)> way =
            [(CountedTerm.Kinds, kinds), (CountedTerm.Withdrawn, withdrawn), (CountedTerm.Merged, withdrawn with { Merged = other.Merged }), (CountedTerm.MostContacts, other)];
        return [.. way.Where((step, i) => !step.Then.IsSameAs(i == 0 ? this : way[i - 1].Then))];
    }

    /// <summary>Whether the same cases count for the same under both.</summary>
    public bool IsSameAs(CountedCases? other) =>
        other is not null && (Withdrawn, Merged, MostContacts) == (other.Withdrawn, other.Merged, other.MostContacts) && Kinds.ToHashSet().SetEquals(other.Kinds);
}

/// <summary>What a version of a KPI's definition says. How the number is calculated is built in; these are the parts of it that are chosen.</summary>
public sealed record KpiTerms
{
    /// <summary>What it is called, in Chinese.</summary>
    public required string NameZh { get; init; }

    /// <summary>The same in English.</summary>
    public required string NameEn { get; init; }

    /// <summary>Who answers for it, in Chinese.</summary>
    public required string OwnerZh { get; init; }

    /// <summary>The same in English.</summary>
    public required string OwnerEn { get; init; }

    /// <summary>What to bear in mind about it, in Chinese; null for nothing.</summary>
    public string? NoteZh { get; init; }

    /// <summary>The same in English.</summary>
    public string? NoteEn { get; init; }

    /// <summary>What it is to reach; null while nobody has said.</summary>
    public KpiTarget? Target { get; init; }

    /// <summary>Which cases count; null for a KPI that does not add up over cases.</summary>
    public CountedCases? Cases { get; init; }
}

/// <summary>A KPI is defined by another version, for the months of the cases, or of whatever it counts, from one month on.</summary>
/// <param name="Kpi">Its id, for example <c>escalation-rate</c>.</param>
/// <param name="Version">From 1, without gaps, for each KPI.</param>
/// <param name="Terms">What it says.</param>
/// <param name="ValidFrom">The first day of the first month that it tells; null for all months. Months before keep the version that told them.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record KpiDefinitionPublished(string Kpi, int Version, KpiTerms Terms, DateOnly? ValidFrom, string Reason) : KpiDefinitionEvent;

/// <summary>A version and the first month that it tells.</summary>
/// <param name="From">By its first day; null for all months up to the next span.</param>
/// <param name="Definition">The version.</param>
public sealed record KpiSpan(DateOnly? From, KpiDefinitionPublished Definition)
{
    /// <summary>Which version tells which months: of those that are valid for a month, the one that was published last.</summary>
    /// <param name="versions">The versions of one KPI, in the order of their numbers.</param>
    /// <returns>The spans in the order of months, without versions that tell none.</returns>
    public static IReadOnlyList<KpiSpan> Of(IEnumerable<KpiDefinitionPublished> versions)
    {
        ArgumentNullException.ThrowIfNull(versions);
        var spans = new List<KpiSpan>();
        foreach (var version in versions)
        {
            spans.RemoveAll(span => version.ValidFrom is null || span.From >= version.ValidFrom);
            spans.Add(new(version.ValidFrom, version));
        }

        return spans;
    }

    /// <summary>The spans that tell some months.</summary>
    /// <param name="spans">All of a KPI, in the order of months.</param>
    /// <param name="from">The first month, by its first day.</param>
    /// <param name="to">The last month.</param>
    public static IReadOnlyList<KpiSpan> Within(IReadOnlyList<KpiSpan> spans, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return [.. spans.Where((span, i) => (span.From is null || span.From <= to) && (i == spans.Count - 1 || spans[i + 1].From > from))];
    }

    /// <summary>The version that tells a month; null when none does.</summary>
    /// <param name="spans">The spans of a KPI, in the order of months.</param>
    /// <param name="month">The month, by its first day.</param>
    public static KpiDefinitionPublished? At(IReadOnlyList<KpiSpan> spans, DateOnly month)
    {
        ArgumentNullException.ThrowIfNull(spans);
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            if (spans[i].From is not { } from || from <= month) return spans[i].Definition;
        }

        return null;
    }
}

/// <summary>The definitions of KPIs, with all their versions.</summary>
public sealed record KpiDefinitions(ImmutableSortedDictionary<string, ImmutableList<KpiDefinitionPublished>> Versions)
{
    public static readonly KpiDefinitions None = new(ImmutableSortedDictionary.Create<string, ImmutableList<KpiDefinitionPublished>>(StringComparer.Ordinal));

    public static KpiDefinitions Evolve(KpiDefinitions definitions, KpiDefinitionEvent @event)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return @event switch
        {
            KpiDefinitionPublished e => new(definitions.Versions.SetItem(e.Kpi, definitions.Of(e.Kpi).Add(e))),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>The versions of a KPI, in the order of their numbers.</summary>
    public ImmutableList<KpiDefinitionPublished> Of(string kpi) => Versions.GetValueOrDefault(kpi, []);

    /// <summary>A version; null when there is none.</summary>
    public KpiDefinitionPublished? Find(string kpi, int version) => Of(kpi).Find(one => one.Version == version);

    /// <summary>Which version tells which months.</summary>
    public IReadOnlyList<KpiSpan> Spans(string kpi) => KpiSpan.Of(Of(kpi));
}

/// <summary>What can be chosen of a KPI, because its calculation goes by it.</summary>
/// <param name="CountsCases">Whether it adds up over cases.</param>
/// <param name="LimitsContacts">Whether it asks to how many contacts a case is linked.</param>
/// <param name="Greatest">The greatest value that there can be; null when there is no bound.</param>
public sealed record KpiNature(bool CountsCases, bool LimitsContacts, decimal? Greatest);

/// <summary>Publish the next version of a KPI's definition; its number is given by the decision.</summary>
public sealed record PublishKpiDefinition(string Kpi, KpiNature Nature, KpiTerms Terms, DateOnly? ValidFrom, string Reason);

/// <summary>What may be done with the definitions of KPIs.</summary>
public static class KpiDefinitionDecisions
{
    /// <summary>The first month that a version may be valid from.</summary>
    public static readonly DateOnly FirstMonth = new(1990, 1, 1);

    /// <summary>The last month that a version may be valid from.</summary>
    public static readonly DateOnly LastMonth = new(2100, 12, 1);

    /// <summary>More contacts than these are no first contact in any reading.</summary>
    public const int MostContacts = 100;

    public static Decision<KpiDefinitionEvent> Publish(KpiDefinitions definitions, PublishKpiDefinition command) => (command, Latest: definitions.Of(command.Kpi).LastOrDefault()) switch
    {
        ({ ValidFrom: { } month }, _) when month.Day != 1 || month < FirstMonth || month > LastMonth => KpiRefusals.MonthUnfit,
        ({ ValidFrom: not null }, null) => KpiRefusals.FirstTellsAll,
        ({ Terms.Target: { } target }, _) when !IsFit(target, command.Nature) => KpiRefusals.TargetUnfit,
        ({ Nature.CountsCases: true, Terms.Cases: null }, _) => KpiRefusals.CasesMissing.At("cases"),
        ({ Nature.CountsCases: false, Terms.Cases: not null }, _) => KpiRefusals.CasesNotAsked,
        ({ Terms.Cases.Kinds.Count: 0 }, _) => KpiRefusals.CasesMissing.At("cases.kinds"),
        ({ Nature.LimitsContacts: false, Terms.Cases.MostContacts: not null }, _) => KpiRefusals.ContactsNotAsked,
        ({ Nature.LimitsContacts: true, Terms.Cases.MostContacts: null or < 1 or > MostContacts }, _) => KpiRefusals.ContactsUnfit,
        (_, { } latest) when IsSame(latest.Terms, command.Terms) && (latest.ValidFrom is null || latest.ValidFrom <= command.ValidFrom) => Decision.Nothing,
        (_, var latest) => new KpiDefinitionPublished(command.Kpi, (latest?.Version ?? 0) + 1, command.Terms, command.ValidFrom, command.Reason),
    };

    /// <summary>Whether a KPI of this nature can reach a target, and it is as exact as values are.</summary>
    public static bool IsFit(KpiTarget target, KpiNature nature)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(nature);
        return target.Value >= 0 && !(target.Value > nature.Greatest) && decimal.Round(target.Value, 2) == target.Value;
    }

    private static bool IsSame(KpiTerms one, KpiTerms other) =>
        one with { Cases = null } == other with { Cases = null } && (one.Cases?.IsSameAs(other.Cases) ?? other.Cases is null);
}

/// <summary>Why a definition of a KPI is not published.</summary>
public static class KpiRefusals
{
    public static readonly Refusal MonthUnfit = new("kpi-month-unfit", "A version is valid from the first day of a month between 1990 and 2100.") { Field = "validFrom" };
    public static readonly Refusal FirstTellsAll = new("kpi-first-tells-all", "The first version of a definition tells all months; leave out from when it is valid.") { Field = "validFrom" };
    public static readonly Refusal TargetUnfit = new("kpi-target-unfit", "A target is 0 or more with at most two decimals, and no greater than the value can be.") { Field = "target.value" };
    public static readonly Refusal CasesMissing = new("kpi-cases-missing", "Say which cases count: at least one kind, and whether withdrawn and merged ones do.");
    public static readonly Refusal CasesNotAsked = new("kpi-cases-not-asked", "This KPI does not add up over cases; leave out which ones count.") { Field = "cases" };
    public static readonly Refusal ContactsUnfit = new("kpi-contacts-unfit", "Say to how many contacts, 1 to 100, a case may be linked that the first contact settled.") { Field = "cases.mostContacts" };
    public static readonly Refusal ContactsNotAsked = new("kpi-contacts-not-asked", "This KPI does not ask how many contacts a case had; leave them out.") { Field = "cases.mostContacts" };
}
