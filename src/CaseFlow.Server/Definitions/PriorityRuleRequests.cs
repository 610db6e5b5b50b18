using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Definitions;

/// <summary>Some points for the cases that meet all of its conditions; without conditions, for every case.</summary>
public abstract record PriorityRuleRequest
{
    /// <summary>Names it in explanations, through all versions; lower-case letters, digits and hyphens, for example <c>roaming-abroad</c>.</summary>
    [Required]
    public string? Id { get; init; }

    /// <summary>What it is for, in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The same in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>The points, 0 to 100.</summary>
    [Required]
    public int? Points { get; init; }
}

/// <summary>Points for what went wrong.</summary>
public sealed record SeverityRuleRequest : PriorityRuleRequest
{
    /// <summary>The kinds of case; all when left out.</summary>
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Codes of the list <c>topics</c>, each with all below it; all when left out.</summary>
    public IReadOnlyList<string?>? Topics { get; init; }
}

/// <summary>Points for how much the customer suffers from it now.</summary>
public sealed record ImpactRuleRequest : PriorityRuleRequest
{
    /// <summary>Codes of the list <c>topics</c>, each with all below it; all when left out.</summary>
    public IReadOnlyList<string?>? Topics { get; init; }

    /// <summary>Where the phone was when the case was registered; anywhere when left out.</summary>
    public IReadOnlyList<RoamingState>? Roaming { get; init; }

    /// <summary>How many contacts the case has taken at least.</summary>
    public int? FromContacts { get; init; }
}

/// <summary>Points for who the customer is to the operator.</summary>
public sealed record TierRuleRequest : PriorityRuleRequest
{
    /// <summary>Codes of the list <c>tiers</c>; all when left out.</summary>
    public IReadOnlyList<string?>? Tiers { get; init; }
}

/// <summary>Points for how likely the case goes, or has gone, beyond the desk.</summary>
public sealed record EscalationRiskRuleRequest : PriorityRuleRequest
{
    /// <summary>Codes of the list <c>sources</c>; all when left out.</summary>
    public IReadOnlyList<string?>? Sources { get; init; }

    /// <summary>Who has escalated it.</summary>
    public IReadOnlyList<EscalationOrigin>? Origins { get; init; }

    /// <summary>The lowest level at which it stands.</summary>
    public EscalationLevel? FromLevel { get; init; }

    /// <summary>How many earlier cases it repeats, or may, at least.</summary>
    public int? FromRepeats { get; init; }

    /// <summary>How often it was opened again at least.</summary>
    public int? FromReopenings { get; init; }

    /// <summary>How often a department sent it back at least.</summary>
    public int? FromBounces { get; init; }
}

/// <summary>Reads the rules of a matrix; what is wrong is noted with its place.</summary>
internal sealed class PriorityRuleReader(FieldErrors fields, TermList topics, TermList sources, TermList tiers)
{
    /// <summary>More rules than these on an axis are no matrix that anybody reads.</summary>
    private const int MostRules = 50;

    private const int MostCodes = 100;

    /// <summary>The rules of an axis.</summary>
    public IReadOnlyList<TRule> Rules<TRequest, TRule>(string field, IReadOnlyList<TRequest?>? rules, Func<string, TRequest, TRule> read)
        where TRequest : PriorityRuleRequest, new()
    {
        if (rules is null) fields.Add(field, FieldCodes.Required, $"{field} must be given.");
        if (rules?.Count > MostRules) fields.Add(field, FieldCodes.OutOfRange, $"{field} takes at most {MostRules} rules.");
        return [.. (rules ?? []).Take(MostRules).Select((rule, i) => read($"{field}[{i}]", rule ?? new()))];
    }

    public SeverityRule Severity(string at, SeverityRuleRequest rule) => new()
    {
        Id = Id(at, rule), Zh = Zh(at, rule), En = En(at, rule), Points = Points(at, rule),
        Kinds = fields.Choices($"{at}.kinds", rule.Kinds ?? []),
        Topics = Codes($"{at}.topics", rule.Topics, topics),
    };

    public ImpactRule Impact(string at, ImpactRuleRequest rule) => new()
    {
        Id = Id(at, rule), Zh = Zh(at, rule), En = En(at, rule), Points = Points(at, rule),
        Topics = Codes($"{at}.topics", rule.Topics, topics),
        Roaming = fields.Choices($"{at}.roaming", rule.Roaming ?? []),
        FromContacts = Number($"{at}.fromContacts", rule.FromContacts),
    };

    public TierRule Tier(string at, TierRuleRequest rule) => new()
    {
        Id = Id(at, rule), Zh = Zh(at, rule), En = En(at, rule), Points = Points(at, rule),
        Tiers = Codes($"{at}.tiers", rule.Tiers, tiers),
    };

    public EscalationRiskRule EscalationRisk(string at, EscalationRiskRuleRequest rule) => new()
    {
        Id = Id(at, rule), Zh = Zh(at, rule), En = En(at, rule), Points = Points(at, rule),
        Sources = Codes($"{at}.sources", rule.Sources, sources),
        Origins = fields.Choices($"{at}.origins", rule.Origins ?? []),
        FromLevel = fields.OptionalChoice($"{at}.fromLevel", rule.FromLevel),
        FromRepeats = Number($"{at}.fromRepeats", rule.FromRepeats),
        FromReopenings = Number($"{at}.fromReopenings", rule.FromReopenings),
        FromBounces = Number($"{at}.fromBounces", rule.FromBounces),
    };

    private string Id(string at, PriorityRuleRequest rule)
    {
        var id = fields.Text($"{at}.id", rule.Id, FieldErrors.ShortText);
        if (id.Length > 0 && (id.Contains('.', StringComparison.Ordinal) || !TermCodes.IsWellFormed(id))) fields.Add($"{at}.id", FieldCodes.Malformed, $"{at}.id is of lower-case letters, digits and hyphens.");
        return id;
    }

    private string Zh(string at, PriorityRuleRequest rule) => fields.Text($"{at}.zh", rule.Zh, FieldErrors.ShortText);

    private string En(string at, PriorityRuleRequest rule) => fields.Text($"{at}.en", rule.En, FieldErrors.ShortText);

    private int Points(string at, PriorityRuleRequest rule) => fields.Value($"{at}.points", rule.Points);

    private int? Number(string field, int? number)
    {
        if (number is < 1 or > 1_000) fields.Add(field, FieldCodes.OutOfRange, $"{field} is 1 to 1000.");
        return number;
    }

    private IReadOnlyList<string> Codes(string field, IReadOnlyList<string?>? codes, TermList list)
    {
        if (codes?.Count > MostCodes) fields.Add(field, FieldCodes.OutOfRange, $"{field} takes at most {MostCodes} codes.");
        return [.. (codes ?? []).Take(MostCodes).Select((code, i) => fields.Term($"{field}[{i}]", code, list).Code)];
    }
}
