using System.Text;

namespace CaseFlow.Server.Platform.Vault;

/// <content>What seals and what opens.</content>
public sealed partial class PersonalDataVault
{
    /// <summary>Seals for one customer.</summary>
    public sealed class Sealer(CustomerId customer, byte[] key)
    {
        /// <summary>Seals a text.</summary>
        public Sealed Seal(string text) => new(Prefix + Convert.ToBase64String(Cipher.Encrypt(key, Encoding.UTF8.GetBytes(text), customer.Value)));

        /// <summary>Seals a text; nothing when it is missing or blank.</summary>
        public Sealed? SealOptional(string? text) => string.IsNullOrWhiteSpace(text) ? null : Seal(text.Trim());
    }

    /// <summary>Opens for the customers that it was made for.</summary>
    public sealed class Opener(IReadOnlyDictionary<Guid, byte[]?> keys)
    {
        /// <summary>What stands in the place of data whose key was destroyed.</summary>
        public const string Erased = "⌫";

        /// <summary>The text; <see cref="Erased"/> when the customer's key is gone; null when nothing was sealed.</summary>
        public string? Open(CustomerId customer, string? ciphertext)
        {
            if (ciphertext is null) return null;
            if (!ciphertext.StartsWith(Prefix, StringComparison.Ordinal)) throw new FormatException("Not sealed data.");
            return keys.GetValueOrDefault(customer.Value) is { } key
                ? Encoding.UTF8.GetString(Cipher.Decrypt(key, Convert.FromBase64String(ciphertext[Prefix.Length..]), customer.Value))
                : Erased;
        }

        /// <summary>The text; <see cref="Erased"/> when the customer's key is gone; null when nothing was sealed.</summary>
        public string? Open(CustomerId customer, Sealed? data) => Open(customer, data?.Ciphertext);
    }
}
