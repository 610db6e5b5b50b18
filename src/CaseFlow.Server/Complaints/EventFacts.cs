using System.Globalization;
using System.Text.Json.Nodes;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.Exports;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>One thing that an event says.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">What it says.</param>
/// <param name="Case">The case that it names, when it names one.</param>
/// <param name="IsCode">Whether the value is a name that is the same in all languages.</param>
public sealed record EventFact(string Label, string Value, Guid? Case = null, bool IsCode = false);

/// <summary>An event in the reader's language.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Failed">Whether it is a contact or call that did not come about.</param>
/// <param name="Lines">What it says.</param>
public sealed record EventFacts(string Title, bool Failed, IReadOnlyList<EventFact> Lines)
{
    /// <summary>What belongs to the machinery, or stands in the case's header already.</summary>
    private static readonly HashSet<string> Left =
    [
        "complaint", "customer", "contact", "callback", "claim", "callbackId", "dataFlags", "serviceNumberHash", "policyVersion", "zone",
        "retryAfterMinutes", "takeWithinMinutes", "firstAfterMinutes", "until", "listVersion", "sample", "rule", "by", "export", "emergency", "warning",
    ];

    private static readonly Dictionary<string, string> Lists = new()
    {
        ["channel"] = TermLists.Channels,
        ["source"] = TermLists.Sources,
        ["topic"] = TermLists.Topics,
        ["department"] = TermLists.Departments,
        ["careType"] = TermLists.CareTypes,
        ["class"] = TermLists.ClaimClasses,
        ["responsibilityClass"] = TermLists.ResponsibilityClasses,
    };

    /// <summary>An entry of a case's history.</summary>
    public static EventFacts Of(TimelineEntry entry, Words words, TermNames names)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(words);
        var name = string.Concat(entry.Type.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        var lines = (entry.Fields ?? []).SelectMany(field => Said(name, field.Key, field.Value, words, names)).ToList();
        return new(words[$"Event.{name}"], HasFailed(name, entry.Fields), lines);
    }

    private static bool HasFailed(string name, JsonObject? fields) => (name, (string?)fields?["outcome"]) switch
    {
        (nameof(ContactRecorded), nameof(ContactOutcome.Answered) or nameof(ContactOutcome.SelfService)) => false,
        (nameof(ContactRecorded), not null) => true,
        (nameof(CallbackAttempted), nameof(CallbackOutcome.NoAnswer) or nameof(CallbackOutcome.Busy) or nameof(CallbackOutcome.SwitchedOff) or nameof(CallbackOutcome.WrongNumber)) => true,
        _ => false,
    };

    private static IEnumerable<EventFact> Said(string name, string field, JsonNode? value, Words words, TermNames names)
    {
        if (value is null || Left.Contains(field)) return [];
        var label = words[$"Field.{field}"];
        switch (value)
        {
            case JsonObject term when Lists.TryGetValue(field, out var list):
                return [new(label, names[list, (string?)term["code"]])];
            case JsonObject region when field == "region":
                return [new(label, names[TermLists.Regions, AccessScope.Code((string)region["province"]!, (string?)region["city"] ?? "")])];
            case JsonObject grounds when field == "grounds":
                return [new(label, words["Recognition.Rule", (int)grounds["ruleVersion"]!, (int)grounds["windowDays"]!, (int)grounds["topicLevel"]!])];
            case JsonObject terms when name == nameof(CallbackScheduled) && field == "terms":
                return [new(words["Field.policy"], words["Timeline.Policy", (int)terms["policyVersion"]!])];
            case JsonObject when field is "region" or "topic" && name is nameof(ReplyWordingGiven) or nameof(HandlingModelApplied):
                return []; // The case's own, which stand in its header.
            case JsonObject when field == "terms" && name is nameof(CalendarPublished) or nameof(ClockPolicyPublished) or nameof(ReplyWordingPublished) or nameof(HandlingModelPublished) or nameof(KeyMomentStandardPublished) or nameof(KpiDefinitionPublished) or nameof(PriorityMatrixPublished):
                return []; // A definition's terms are read as a whole, below its facts.
            case JsonValue code when Lists.TryGetValue(field, out var codes):
                return [new(label, names[codes, code.ToString()])];
            case JsonObject parts:
                return parts.SelectMany(part => Said(name, part.Key, part.Value, words, names));
            case JsonValue when field is "earlier" or "into" or "from" && Guid.TryParse((string?)value, out var other):
                return [new(label, "", other)];
            case JsonValue:
                return [new(label, Text(name, field, value, words), IsCode: field is "wording" or "model")];
            default:
                return [];
        }
    }

    private static string Text(string name, string field, JsonNode value, Words words)
    {
        if (value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False) return words[(bool)value ? "Form.Yes" : "Form.No"];
        var text = value.ToString();
        if (EnumOf(name, field) is { } type) return words[$"{type}.{text}"];
        return field is "beganAt" or "nextAt" or "dueAt" or "leaseEnds" or "endsAt" or "reachedAt" && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? DeskTime.Minute(at) : text;
    }

    /// <summary>The enum that a field is of. The field <c>outcome</c> and a few others mean another one in another event.</summary>
    private static string? EnumOf(string name, string field) => (name, field) switch
    {
        (nameof(ContactRecorded), "outcome") => nameof(ContactOutcome),
        (nameof(ClaimSettled), "outcome") => nameof(ClaimOutcome),
        (nameof(CallbackAttempted), "outcome") => nameof(CallbackOutcome),
        (nameof(ComplaintReopened), "cause") => nameof(ReopenCause),
        (nameof(CallbackRaised), "cause") => nameof(CallbackRaise),
        (nameof(CallbackCancelled), "cause") => nameof(CallbackCancellation),
        (nameof(FindingAppealed), "ground") => nameof(AppealGround),
        (nameof(FindingConfirmed) or nameof(FindingCorrected), "ground") => nameof(ReviewGround),
        (nameof(EmergencyCallbackClosed), "outcome") => nameof(EmergencyCallbackOutcome),
        (nameof(MediaLogged), "kind") => nameof(MediaKind),
        (nameof(RosterAssigned) or nameof(RosterRelieved), "role") => nameof(CommandRole),
        (nameof(FirstTimeMet), "clock") => nameof(FirstTime),
        (nameof(HandlingPaused) or nameof(HandlingResumed), "awaiting" or "awaited") => nameof(AwaitedParty),
        (_, "obligation") => nameof(Obligation),
        (_, "unit") => nameof(LimitUnit),
        (_, "running") => nameof(RuleChange),
        (_, "openCases") => nameof(OpenCases),
        (nameof(ExportBrokenOff), "cause") => nameof(ExportBreak),
        (_, "form") => nameof(ExportForm),
        (_, "kind") => nameof(ComplaintKind),
        (_, "level") => nameof(EscalationLevel),
        (_, "origin") => nameof(EscalationOrigin),
        (_, "validity") => nameof(Validity),
        (_, "liability") => nameof(Liability),
        (_, "reasonableness") => nameof(Reasonableness),
        (_, "rank") => nameof(ClaimRank),
        (_, "stage" or "moment") => nameof(BlueprintStage),
        (_, "basis") => nameof(ClosureBasis),
        (_, "direction") => nameof(ContactDirection),
        (_, "result") => nameof(CallbackResult),
        _ => null,
    };
}
