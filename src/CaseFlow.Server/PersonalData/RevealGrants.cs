using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary>Lets those who have said what for see a customer in clear, for as long as that lasts.</summary>
public sealed class RevealGrants(CommandShell shell, TimeProvider clock)
{
    /// <summary>The caller as they look at this customer.</summary>
    public Task<Caller> LookingAtAsync(CustomerId customer, Caller caller, CancellationToken cancellation) => LookingAtAsync([customer], caller, cancellation);

    /// <summary>The caller as they look at a few customers.</summary>
    public async Task<Caller> LookingAtAsync(IEnumerable<CustomerId> customers, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(customers);
        ArgumentNullException.ThrowIfNull(caller);
        if (!caller.May(Permission.RevealPersonalData)) return caller;
        foreach (var customer in customers.Distinct().Where(customer => !caller.Revealed.ContainsKey(customer)))
        {
            var subject = await shell.StateAsync(Streams.DataSubject, DataSubjectDesk.StreamOf(customer), cancellation);
            if (subject.RevealedUntil(caller.Actor, clock.GetUtcNow()) is { } until) caller = caller with { Revealed = caller.Revealed.SetItem(customer, until) };
        }

        return caller;
    }
}
