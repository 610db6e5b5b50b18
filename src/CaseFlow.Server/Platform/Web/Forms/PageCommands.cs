using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Metrics;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform.Web.Forms;

/// <summary>One filling-in of a form: sent twice, it is the same command.</summary>
/// <param name="Key">Drawn when the form was opened.</param>
/// <param name="Seen">The version of the stream that the page showed; null when any will do.</param>
public sealed record Sending(string Key, long? Seen = null)
{
    /// <summary>A fresh one.</summary>
    public static Sending New(long? seen = null) => new(Guid.NewGuid().ToString("N"), seen);
}

/// <summary>Sends the commands of pages through the same use cases as the API.</summary>
public sealed class PageCommands(CommandContexts contexts, ReadYourWrites writes, CommandPermissions permissions)
{
    /// <summary>Waits until projections show what a command recorded.</summary>
    /// <returns>Whether the command went well.</returns>
    public async Task<bool> ShownAsync(CommandOutcome? outcome, params IReadOnlyCollection<string> projections)
    {
        if (outcome switch { CommandRecorded recorded => recorded.Position, CommandUnchanged unchanged => unchanged.Position, _ => (long?)null } is not { } position) return false;
        // When they take too long, the page shows what there is, with its stamp.
        await writes.WaitAsync(projections, position, CancellationToken.None);
        return true;
    }

    /// <summary>Sends a command.</summary>
    /// <param name="caller">Who says it.</param>
    /// <param name="sending">Under which key, and having seen what.</param>
    /// <param name="form">Where the time stands at which it happened, when it is not now.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="useCase">Carries it out.</param>
    public async Task<CommandOutcome> SayAsync<TRequest>(
        Caller caller, Sending sending, FormModel? form, TRequest request, Func<TRequest, CommandContext, Task<CommandOutcome>> useCase)
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(sending);
        ArgumentNullException.ThrowIfNull(useCase);
        // What its route asks of the API is asked of the page.
        if (permissions.Of<TRequest>() is var needed && !caller.May(needed)) return new CommandForbidden(needed);
        if (form?.Moment(FormModel.OccurredAt) is var (at, precision))
            request = (TRequest)((CommandRequest)request with { OccurredAt = at, Precision = precision });
        return await ServerMetrics.MeasureAsync<TRequest>(() => DatabaseFaults.ExplainedAsync(async () =>
        {
            var errors = new FieldErrors();
            var context = await contexts.FromAsync(caller, sending.Key, Guid.NewGuid().ToString("N"), request, errors, CancellationToken.None, content: typeof(TRequest).Name);
            return errors.Any ? errors.Outcome : await CommandRoutes.RefusedWhenErasedAsync(() => useCase(request, context with { SeenVersion = sending.Seen }));
        }));
    }
}
