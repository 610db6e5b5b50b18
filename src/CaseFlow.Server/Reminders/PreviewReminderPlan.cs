using CaseFlow.Access;
using CaseFlow.Reminders;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Reminders;

/// <summary>A message as a customer would have it.</summary>
/// <param name="Template">Its code.</param>
/// <param name="Version">Its version.</param>
/// <param name="Class">What it is for.</param>
/// <param name="Zh">The text with the samples.</param>
/// <param name="En">The same in English.</param>
/// <param name="Length">How many characters the text has.</param>
/// <param name="Parts">How many short messages it is sent as: one up to 70 characters, else one for each 67.</param>
/// <param name="Slot">When it would be due and why then.</param>
public sealed record PreviewedReminder(string Template, int Version, ReminderClass Class, string Zh, string? En, int Length, int Parts, ReminderSlot Slot);

/// <summary>What a plan would come to.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Version">The version that is shown.</param>
/// <param name="TriggeredAt">For which trigger.</param>
/// <param name="Unused">Variables that no text uses.</param>
/// <param name="Messages">The messages, in their order.</param>
public sealed record ReminderPreview(string Plan, int Version, DateTimeOffset TriggeredAt, IReadOnlyList<string> Unused, IReadOnlyList<PreviewedReminder> Messages);

/// <summary>A plan with its samples.</summary>
public sealed class PreviewingReminders(ReminderBook book, TimeProvider clock)
{
    /// <summary>What a version of a plan comes to for a trigger; null when there is none.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="version">The version; the last one when null.</param>
    /// <param name="at">When the trigger happens; now when null.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<ReminderPreview?> AskAsync(string plan, int? version, DateTimeOffset? at, CancellationToken cancellation)
    {
        var plans = await book.PlansAsync(cancellation);
        var shown = version ?? plans.Of(plan).Count;
        if (plans.Find(plan, shown) is not { } terms || plans.Hours is not { } hours) return null;
        var samples = terms.Variables.ToDictionary(variable => variable.Name, variable => variable.Sample);
        var triggered = at ?? clock.GetUtcNow();
        var slots = ReminderSlots.Of(triggered, terms, hours, ReminderBook.ZoneOf(hours.Zone));
        var used = terms.Templates.SelectMany(ReminderPlanDecisions.TextsOf).SelectMany(ReminderText.VariablesOf).ToHashSet();
        return new(plan, shown, triggered, [.. samples.Keys.Where(name => !used.Contains(name))], [.. terms.Templates.Zip(slots, (template, slot) =>
        {
            var text = ReminderText.Render(template.Zh, name => samples[name]);
            return new PreviewedReminder(
                template.Code, template.Version, template.Class, text, template.En is { } en ? ReminderText.Render(en, name => samples[name]) : null, text.Length, ReminderText.Parts(text), slot);
        })]);
    }

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/definitions/reminder-plans/{name}/preview", async (string name, int? version, string? at, PreviewingReminders previews, CancellationToken cancellation) =>
            {
                if (at is not null && Iso.TryTime(at) is null) return (IResult)Answers.Invalid([new("at", Platform.Commands.FieldCodes.Malformed, "at is a time with its offset, for example 2026-01-31T09:00:00+08:00.")]);
                return await previews.AskAsync(name, version, at is null ? null : Iso.TryTime(at), cancellation) is { } preview
                    ? TypedResults.Ok(preview)
                    : Answers.Problem(ProblemCodes.NotFound, $"There is no plan of reminders {name}{(version is null ? "" : $" in version {version}")}.");
            })
            .Requires(Permission.ReadDefinitions)
            .WithTags(DefinitionsInForce.Tag)
            .WithSummary("The messages of a plan with its samples, how long they are, and when each would be due after a trigger.")
            .Produces<ReminderPreview>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
}
