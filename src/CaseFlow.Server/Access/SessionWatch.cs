using System.Diagnostics;
using CaseFlow.Server.Platform.Web;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CaseFlow.Server.Access;

/// <summary>Ends a session in pages that are already open: nothing that is clicked there is carried out any more.</summary>
/// <remarks>A connection lives longer than the request whose cookie opened it, so that it is asked again at each thing that comes over it.</remarks>
public sealed class SessionWatch(AccountBook book, TimeProvider clock) : CircuitHandler
{
    private DeskSession? session;
    private long lastUsed = Stopwatch.GetTimestamp();

    /// <summary>Whose pages these are.</summary>
    public void Of(DeskSession? signedIn) => session = signedIn;

    /// <summary>Whether the session still holds.</summary>
    public async Task<bool> HoldsAsync() =>
        session is null
        || (Stopwatch.GetElapsedTime(lastUsed) < Authentication.LongestIdle
            && clock.GetUtcNow() < session.Since + Authentication.LongestSession
            && await book.SessionAsync(AccountId.From(session.Account), session.Stamp, session.Session) is not null);

    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        // What is not carried out is not missed: the page leads to the sign-in by itself.
        if (!await HoldsAsync()) return;
        lastUsed = Stopwatch.GetTimestamp();
        await next(context);
    };
}
