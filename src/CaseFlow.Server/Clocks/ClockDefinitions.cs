using CaseFlow.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Clocks;

/// <summary>Calendars and clock policies as definitions that people look through and edit.</summary>
public static class ClockDefinitions
{
    /// <summary>What clock policies are called among definitions.</summary>
    public const string Policies = "clock-policies";

    /// <summary>What stands between a calendar and the place that has it for itself.</summary>
    private const char At = '@';

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishCalendarRequest>(
            at.GetRequiredService<CommandShell>(),
            "calendars",
            _ => Task.FromResult<IReadOnlyList<Guid>>([ClockRuleBook.CalendarsStream]),
            e => e is CalendarPublished said ? Calendar(said) : null,
            (name, request, context, cancellation) => PublishingCalendars.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name.Split(At)[0], request, context, cancellation))
        {
            TakesNewNames = true,
            KeptAs = (name, content) => (string?)content["place"] is { Length: > 0 } place ? $"{name.Split(At)[0]}{At}{place}" : name.Split(At)[0],
            TryAsync = (scope, name, draft, month, cancellation) => at.GetRequiredService<ClockSimulations>().CalendarAsync(scope, name.Split(At)[0], draft, month, cancellation),
        });
        services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishClockPolicyRequest>(
            at.GetRequiredService<CommandShell>(),
            Policies,
            _ => Task.FromResult<IReadOnlyList<Guid>>([ClockRuleBook.PoliciesStream]),
            e => e is ClockPolicyPublished said ? Publication.Of(said.Policy, said.Terms, said.Reason).With(new { said.Running }) : null,
            (name, request, context, cancellation) => PublishingClockRules.PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name, request, context, cancellation))
        {
            TakesNewNames = true,
            TryAsync = (scope, name, draft, month, cancellation) => at.GetRequiredService<ClockSimulations>().PolicyAsync(scope, name, draft, month, cancellation),
        });
    }

    private static Publication Calendar(CalendarPublished said) =>
        Publication.Of(said.Place is null ? said.Calendar : $"{said.Calendar}{At}{said.Place}", said.Terms, said.Reason).With(new { said.Place, said.ValidFrom, said.Running });
}
