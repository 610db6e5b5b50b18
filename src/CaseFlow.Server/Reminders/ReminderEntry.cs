using CaseFlow.Reminders;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Reminders;

/// <summary>A reminder as the asker sees it. Its version is what a command takes as <c>If-Match</c>.</summary>
public sealed record ReminderEntry : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid Trigger { get; init; }
    public required Guid Customer { get; init; }
    public required string Region { get; init; }

    /// <summary>The plan, called by the kind of trigger.</summary>
    public required string Plan { get; init; }
    public required int PlanVersion { get; init; }
    public required string Template { get; init; }
    public required int TemplateVersion { get; init; }
    public required ReminderClass Class { get; init; }
    public required string Touchpoint { get; init; }
    public required ReminderStatus Status { get; init; }
    public required DateTimeOffset TriggeredAt { get; init; }

    /// <summary>Its place among the messages of its trigger.</summary>
    public required int Sequence { get; init; }

    /// <summary>When its plan wants it.</summary>
    public required DateTimeOffset WantedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why it is due then.</summary>
    public required SlotReason DueBecause { get; init; }
    public required DateTimeOffset? HandedOverAt { get; init; }

    /// <summary>By how many minutes it was handed over late; null when it was not, or is not yet.</summary>
    public required int? LateMinutes { get; init; }

    /// <summary>When it arrived, failed or was withdrawn.</summary>
    public required DateTimeOffset? EndedAt { get; init; }
    public required UndeliveredCause? Cause { get; init; }
    public required DropReason? Dropped { get; init; }

    /// <summary>What it says, with masks in the place of what is personal.</summary>
    public required string? Zh { get; init; }

    /// <summary>The same in English, where the template has it.</summary>
    public required string? En { get; init; }

    /// <summary>The complaints that follow it, as far as they may be named.</summary>
    public required IReadOnlyList<Guid> Complaints { get; init; }

    /// <inheritdoc/>
    public required long Version { get; init; }

    /// <summary>What a row says.</summary>
    /// <param name="row">The row.</param>
    /// <param name="texts">Its text in Chinese and in English.</param>
    /// <param name="visible">The cases that may be named.</param>
    public static ReminderEntry Of(ReminderRow row, (string? Zh, string? En) texts, IReadOnlySet<Guid> visible)
    {
        ArgumentNullException.ThrowIfNull(row);
        var late = row.HandedOverAt - row.DueAt;
        return new()
        {
            Id = row.Reminder,
            Trigger = row.Trigger,
            Customer = row.Customer,
            Region = AccessScope.Code(row.Province, row.City),
            Plan = row.Plan,
            PlanVersion = row.PlanVersion,
            Template = row.Template,
            TemplateVersion = row.TemplateVersion,
            Class = row.Class,
            Touchpoint = row.Touchpoint,
            Status = row.Status,
            TriggeredAt = row.TriggeredAt,
            Sequence = row.Sequence,
            WantedAt = row.WantedAt,
            DueAt = row.DueAt,
            DueBecause = row.DueBecause,
            HandedOverAt = row.HandedOverAt,
            LateMinutes = late > ReminderCount.Grace ? (int)late.Value.TotalMinutes : null,
            EndedAt = row.EndedAt,
            Cause = row.Cause,
            Dropped = row.Dropped,
            Zh = texts.Zh,
            En = texts.En,
            Complaints = [.. row.Complaints.Select(Guid.Parse).Where(visible.Contains)],
            Version = row.Version,
        };
    }
}

/// <summary>What reminders say to whoever reads them.</summary>
public static class ReminderTexts
{
    /// <summary>A reminder's texts, in Chinese and in English; none when its plan or trigger is not there.</summary>
    public static (string? Zh, string? En) Of(ReminderRow row, ReminderTriggerRow? trigger, ReminderPlans plans, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(view);
        if (trigger is null || plans.Find(row.Plan, row.PlanVersion) is not { } terms || terms.Templates.FirstOrDefault(one => one.Code == row.Template) is not { } template) return (null, null);
        var kinds = terms.Variables.ToDictionary(variable => variable.Name, variable => variable.Kind);
        return (ReminderText.Render(template.Zh, Value), template.En is null ? null : ReminderText.Render(template.En, Value));

        string Value(string name)
        {
            var (customer, place) = (CustomerId.From(row.Customer), Array.IndexOf(trigger.Names, name));
            var content = place < 0 ? null : trigger.Contents[place];
            return kinds.GetValueOrDefault(name) switch
            {
                VariableKind.Plain => view.Show(customer, content),
                VariableKind.Name => view.ShowName(customer, content),
                VariableKind.Number => view.ShowNumber(customer, content),
                VariableKind.Account => view.ShowAccount(customer, content),
            } ?? Caller.Masked;
        }
    }
}
