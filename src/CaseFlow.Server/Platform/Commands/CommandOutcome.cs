using CaseFlow.Access;
using CaseFlow.EventStore;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>What became of a command: exactly one of the records below.</summary>
public abstract record CommandOutcome
{
    /// <summary>What a form shows beside its fields: what is wrong with them, or why the rules refuse what one of them says. An error of a refusal has the refusal's code.</summary>
    public IReadOnlyList<FieldError> OfFields => this switch
    {
        CommandInvalid invalid => invalid.Errors,
        CommandRefused { Refusal: { Field: { } about } refusal } => [new(about, refusal.Code, refusal.Reason)],
        _ => [],
    };
}

/// <summary>The facts are on disk.</summary>
/// <param name="Version">The stream's version after them.</param>
/// <param name="Position">The last one's position, for reading one's own writes.</param>
/// <param name="Repeated">Whether an earlier sending of the same command recorded them.</param>
public sealed record CommandRecorded(long Version, long Position, bool Repeated) : CommandOutcome;

/// <summary>What was asked is so already.</summary>
public sealed record CommandUnchanged(long Version, long Position) : CommandOutcome;

/// <summary>The rules refuse it.</summary>
public sealed record CommandRefused(Refusal Refusal) : CommandOutcome;

/// <summary>Somebody else was faster; <paramref name="Since"/> is what they did.</summary>
public sealed record CommandStale(long Version, IReadOnlyList<RecordedEvent> Since) : CommandOutcome;

/// <summary>The idempotency key was used for another command before.</summary>
public sealed record CommandKeyReused : CommandOutcome;

/// <summary>Too many others wrote to the stream at once; nothing was recorded, and sending it again is safe.</summary>
public sealed record CommandContended : CommandOutcome;

/// <summary>The request is not well formed; each error names its field. Nothing was recorded.</summary>
public sealed record CommandInvalid(IReadOnlyList<FieldError> Errors) : CommandOutcome;

/// <summary>Whoever says it may not; nothing was recorded.</summary>
/// <param name="Needed">The permission that they lack.</param>
public sealed record CommandForbidden(Permission Needed) : CommandOutcome;

/// <summary>It would bring something into being outside of the territory of whoever says it; nothing was recorded.</summary>
/// <param name="Field">The field that names the place.</param>
/// <param name="Territory">Where they may act.</param>
public sealed record CommandOutside(string Field, string Territory) : CommandOutcome
{
    /// <summary>The refusal of a command whose field names a place that its scope does not cover.</summary>
    public static CommandOutside Of(string field, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(field, context.Scope.Territory);
    }
}

/// <summary>The database did not answer, so that it is not known what became of the command; sending it again under its key is safe.</summary>
/// <param name="Code">The problem code: <c>database-unavailable</c> or <c>outcome-uncertain</c>.</param>
public sealed record CommandUnanswered(string Code) : CommandOutcome;

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">The field's JSON path, for example <c>customer.serviceNumber</c>.</param>
/// <param name="Code">Stable; the codes are those of <see cref="FieldCodes"/>.</param>
/// <param name="Message">One English sentence.</param>
public sealed record FieldError(string Field, string Code, string Message)
{
    /// <summary>The code of the refusal that says of the rules why the field is wrong; null where its own code says all. Pages read the refusal's text; programs the message.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Rule { get; init; }
}
