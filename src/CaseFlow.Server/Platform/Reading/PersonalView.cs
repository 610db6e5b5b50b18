using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Shows sealed data to a caller: in clear to those who may see it, else masked.</summary>
public sealed class PersonalView
{
    private readonly PersonalDataVault.Opener? opener;

    private PersonalView(PersonalDataVault.Opener? opener) => this.opener = opener;

    /// <summary>The view of a caller on some customers; keys are fetched only for those who may use them.</summary>
    public static async Task<PersonalView> OfAsync(Caller caller, PersonalDataVault vault, IEnumerable<CustomerId> customers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(vault);
        return new(caller.SeesPersonalData ? await vault.OpenerAsync(customers, cancellation) : null);
    }

    /// <summary>What the caller sees; null when nothing was sealed.</summary>
    public string? Show(CustomerId customer, string? ciphertext) =>
        ciphertext is null ? null : opener is null ? Caller.Masked : opener.Open(customer, ciphertext);

    /// <summary>What the caller sees; null when nothing was sealed.</summary>
    public string? Show(CustomerId customer, Sealed? data) => Show(customer, data?.Ciphertext);
}
