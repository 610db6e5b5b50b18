using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Complaints;

/// <summary>Who the customer is, and what is known of them at this moment. One of the first three must be given.</summary>
public sealed record CustomerRequest
{
    /// <summary>The customer's id, where it is known already; it decides before account and number.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The account number at the operator; personal data is sealed.</summary>
    public string? Account { get; init; }

    /// <summary>The service number, with or without country code; personal data is sealed.</summary>
    public string? ServiceNumber { get; init; }

    /// <summary>The name; personal data is sealed.</summary>
    public string? Name { get; init; }

    /// <summary>Where the customer lives or the service stands; personal data is sealed.</summary>
    public string? Address { get; init; }

    /// <summary>A code of the list <c>tiers</c>.</summary>
    public string? Tier { get; init; }

    /// <summary>A code of the list <c>brands</c>.</summary>
    public string? Brand { get; init; }

    /// <summary>Where the phone was; unknown when it is left out.</summary>
    public RoamingState? Roaming { get; init; }
}

/// <summary>Finds who a customer is, without keeping in clear what they are found by.</summary>
public sealed class CustomerIdentity(PersonalDataVault vault, DefinitionBook definitions)
{
    /// <summary>The customer of an account.</summary>
    public async Task<CustomerId> OfAccountAsync(string account, CancellationToken cancellation) =>
        await OfAsync(await vault.LookUpHashAsync("account", account.Trim(), cancellation), cancellation);

    /// <summary>The customer of a service number in its normal form, when no account is known.</summary>
    public async Task<CustomerId> OfServiceNumberAsync(string normalised, CancellationToken cancellation) =>
        await OfAsync(await HashAsync(normalised, cancellation), cancellation);

    /// <summary>What a service number in its normal form is looked up by.</summary>
    public Task<string> HashAsync(string normalised, CancellationToken cancellation) => vault.LookUpHashAsync("service-number", normalised, cancellation);

    /// <summary>The customer as the request says they are now, sealed; errors are noted below <paramref name="field"/>.</summary>
    public async Task<CustomerSnapshot?> SnapshotAsync(CustomerRequest? request, string field, FieldErrors errors, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (request is null)
        {
            errors.Add(field, FieldCodes.Required, $"{field} must be given.");
            return null;
        }

        var account = errors.OptionalText($"{field}.account", request.Account, FieldErrors.ShortText);
        var given = errors.OptionalText($"{field}.serviceNumber", request.ServiceNumber, FieldErrors.ShortText);
        var number = given is null ? null : ServiceNumbers.TryNormalise(given);
        var name = errors.OptionalText($"{field}.name", request.Name, FieldErrors.ShortText);
        var address = errors.OptionalText($"{field}.address", request.Address);
        var tier = errors.OptionalTerm($"{field}.tier", request.Tier, await definitions.ListAsync(TermLists.Tiers, cancellation));
        var brand = errors.OptionalTerm($"{field}.brand", request.Brand, await definitions.ListAsync(TermLists.Brands, cancellation));
        var roaming = errors.OptionalChoice($"{field}.roaming", request.Roaming) ?? RoamingState.Unknown;
        if (given is not null && number is null)
            errors.Add($"{field}.serviceNumber", FieldCodes.Malformed, $"{field}.serviceNumber is 3 to 15 digits, with a plus in front when it starts with the country code.");
        else if (request.CustomerId is null && account is null && number is null)
            errors.Add(field, FieldCodes.Required, $"{field} needs a customerId, an account or a serviceNumber.");
        if (request.CustomerId == Guid.Empty || request.CustomerId == Guid.AllBitsSet)
            errors.Add($"{field}.customerId", FieldCodes.OutOfRange, $"{field}.customerId is no customer's id.");
        if (errors.Any) return null;

        var customer = request.CustomerId is { } id ? CustomerId.From(id)
            : account is not null ? await OfAccountAsync(account, cancellation)
            : await OfServiceNumberAsync(number!, cancellation);
        var sealer = await vault.SealerAsync(customer, cancellation);
        return new()
        {
            Customer = customer,
            Tier = tier,
            Brand = brand,
            Roaming = roaming,
            Name = sealer.SealOptional(name),
            ServiceNumber = sealer.SealOptional(number),
            ServiceNumberHash = number is null ? null : await HashAsync(number, cancellation),
            Account = sealer.SealOptional(account),
            Address = sealer.SealOptional(address),
        };
    }

    /// <summary>Who comes back after having been erased is somebody else: the number leads to an id of which nothing was ever recorded.</summary>
    private async Task<CustomerId> OfAsync(string hash, CancellationToken cancellation)
    {
        var customer = CustomerId.From(DeterministicId.From("customer", hash));
        for (var erased = 1; await vault.IsErasedAsync(customer, cancellation); erased++)
            customer = CustomerId.From(DeterministicId.From("customer", hash, erased));
        return customer;
    }
}
