using System.Security.Cryptography;
using System.Text;
using CaseFlow.Exports;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Exports;

/// <summary>
/// Names in the place of people: keyed hashes, under a key that the master key wraps and that is another for each form of export. The same
/// person has the same one in every export of a form, and nobody without the key can tell whose it is, whatever ids or numbers they know.
/// </summary>
public sealed class Pseudonyms
{
    /// <summary>80 bits: two people of a hundred million with the same one are not to be expected.</summary>
    private const int Length = 10;

    private readonly byte[] key;

    private Pseudonyms(byte[] key) => this.key = key;

    /// <summary>Those of a form of export.</summary>
    public static async Task<Pseudonyms> OfAsync(PersonalDataVault vault, ExportForm form, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(vault);
        return new(Convert.FromHexString(await vault.LookUpHashAsync("pseudonyms", form.ToString(), cancellation)));
    }

    /// <summary>A customer.</summary>
    public string Customer(Guid customer) => $"C-{Of($"customer {customer:D}")}";

    /// <summary>A member of staff.</summary>
    public string Staff(string account) => $"S-{Of($"staff {account}")}";

    /// <summary>Who did something: automations by their names, which are nobody's.</summary>
    public string Actor(string actor, bool isAutomation) => isAutomation ? actor : Staff(actor);

    private string Of(string what) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(what)).AsSpan(0, Length));
}
