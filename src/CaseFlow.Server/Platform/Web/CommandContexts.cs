using System.Globalization;
using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Web;

/// <summary>Makes the context of a command from what its request says.</summary>
public sealed class CommandContexts(PersonalDataVault vault, TimeProvider clock)
{
    /// <summary>The header that makes a command safe to send again.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>How far a sender's clock may run ahead of ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>The context of a command that came over HTTP; errors of its headers and times are noted.</summary>
    public async Task<CommandContext> FromAsync<TRequest>(HttpContext http, TRequest request, FieldErrors errors, CancellationToken cancellation)
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(http);
        var caller = Caller.Of(http);
        errors.Text(Caller.ActorHeader, caller.Actor, FieldErrors.ShortText);
        var key = errors.OptionalText(IdempotencyKey, http.Request.Headers[IdempotencyKey].ToString(), FieldErrors.ShortText);
        return await FromAsync(caller, key, Correlation.Of(http), request, errors, cancellation, content: http.Request.Path) with { SeenVersion = SeenVersion(http, errors) };
    }

    /// <summary>The context of a command that a page or an automation says.</summary>
    /// <param name="caller">Who says it.</param>
    /// <param name="key">The same for the same command, however often it is said; null when it is said once only.</param>
    /// <param name="correlation">The id that ties it to what it follows from.</param>
    /// <param name="request">What it asks.</param>
    /// <param name="errors">Where errors of its times are noted.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <param name="content">What belongs to its content beside the request, such as a path.</param>
    public async Task<CommandContext> FromAsync<TRequest>(
        Caller caller, string? key, string correlation, TRequest request, FieldErrors errors, CancellationToken cancellation, string content = "")
        where TRequest : CommandRequest
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(errors);
        var now = clock.GetUtcNow();
        if (request.OccurredAt > now + ClockSkew)
            errors.Add("occurredAt", FieldCodes.InTheFuture, "occurredAt lies in the future; a fact is recorded when it has happened.");
        return new()
        {
            CommandId = key is null ? Guid.NewGuid() : DeterministicId.From("command", caller.Actor, key),
            Actor = caller.Actor,
            Via = caller.Via,
            Scope = caller.Scope,
            CorrelationId = correlation,
            OccurredAt = request.OccurredAt ?? now,
            Precision = errors.OptionalChoice("precision", request.Precision) ?? OccurrencePrecision.Second,
            Digest = key is null ? null : await vault.LookUpHashAsync("command", content + JsonSerializer.Serialize(request, EventTypes.Json), cancellation),
        };
    }

    private static long? SeenVersion(HttpContext http, FieldErrors errors)
    {
        var text = http.Request.Headers.IfMatch.ToString();
        if (text is "" or "*") return null;
        if (long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return version;
        errors.Add("If-Match", FieldCodes.Malformed, "If-Match is the ETag of an earlier answer, for example \"3\".");
        return null;
    }
}
