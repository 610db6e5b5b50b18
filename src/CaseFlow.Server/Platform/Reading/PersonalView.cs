using System.Collections.Immutable;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>What sealed data is, and so how it is masked.</summary>
public enum PersonalKind
{
    /// <summary>What somebody said; readable for those who work on cases, else masked whole.</summary>
    Text,

    /// <summary>What a customer is called.</summary>
    Name,

    /// <summary>A service number.</summary>
    Number,

    /// <summary>An account.</summary>
    Account,

    /// <summary>Where a customer lives.</summary>
    Address,
}

/// <summary>
/// Shows sealed data to a caller. Who a customer is is masked for everybody, so that one may still recognise it, unless the customer was
/// revealed to them; what was said is shown to those who work on cases. The mask is made here: what is masked never leaves the server.
/// </summary>
public sealed class PersonalView
{
    private readonly PersonalDataVault.Opener opener;
    private readonly Caller caller;
    private bool masksWhole;

    private PersonalView(PersonalDataVault.Opener opener, Caller caller) => (this.opener, this.caller) = (opener, caller);

    /// <summary>The view of a caller on some customers.</summary>
    public static async Task<PersonalView> OfAsync(Caller caller, PersonalDataVault vault, IEnumerable<CustomerId> customers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(vault);
        return new(await vault.OpenerAsync(customers, cancellation), caller);
    }

    /// <summary>The view of whoever will read a file: in clear, when that was disclosed; else whole masks, which tell nothing of the caller who takes it and stay when a customer is erased.</summary>
    public static async Task<PersonalView> OfFileAsync(bool inClear, PersonalDataVault vault, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(vault);
        var reader = new Caller("")
        {
            Permissions = new HashSet<Permission>(),
            Scope = AccessScope.All,
            Revealed = (inClear ? customers : []).Distinct().ToImmutableDictionary(customer => customer, _ => DateTimeOffset.MaxValue),
        };
        return new(await vault.OpenerAsync(inClear ? customers : [], cancellation), reader) { masksWhole = !inClear };
    }

    /// <summary>Until when the caller sees who a customer is; null when they see a mask.</summary>
    public DateTimeOffset? RevealedUntil(CustomerId customer) => caller.Revealed.TryGetValue(customer, out var until) ? until : null;

    /// <summary>What the caller sees of what somebody said; null when nothing was sealed.</summary>
    public string? Show(CustomerId customer, string? ciphertext) =>
        ciphertext is null ? null : caller.May(Permission.ReadCaseTexts) || caller.Revealed.ContainsKey(customer) ? opener.Open(customer, ciphertext) : Caller.Masked;

    /// <summary>What the caller sees of what somebody said; null when nothing was sealed.</summary>
    public string? Show(CustomerId customer, Sealed? data) => Show(customer, data?.Ciphertext);

    /// <summary>What the caller sees of a name; null when nothing was sealed.</summary>
    public string? ShowName(CustomerId customer, string? ciphertext) => Show(PersonalKind.Name, customer, ciphertext);

    /// <summary>What the caller sees of a service number; null when nothing was sealed.</summary>
    public string? ShowNumber(CustomerId customer, string? ciphertext) => Show(PersonalKind.Number, customer, ciphertext);

    /// <summary>What the caller sees of an account; null when nothing was sealed.</summary>
    public string? ShowAccount(CustomerId customer, string? ciphertext) => Show(PersonalKind.Account, customer, ciphertext);

    /// <summary>What the caller sees of an address; null when nothing was sealed.</summary>
    public string? ShowAddress(CustomerId customer, string? ciphertext) => Show(PersonalKind.Address, customer, ciphertext);

    /// <summary>What the caller sees of data of a kind; null when nothing was sealed.</summary>
    public string? Show(PersonalKind kind, CustomerId customer, string? ciphertext)
    {
        if (kind == PersonalKind.Text) return Show(customer, ciphertext);
        if (masksWhole) return ciphertext is null ? null : Caller.Masked;
        var text = opener.Open(customer, ciphertext);
        return text is null or PersonalDataVault.Opener.Erased || caller.Revealed.ContainsKey(customer) ? text : Masks.Of(kind, text);
    }
}
