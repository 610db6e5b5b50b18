using System.Security.Claims;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace CaseFlow.Server.Access;

/// <summary>The operator's identity provider, whose tokens the API takes.</summary>
/// <param name="Authority">The issuer's address; its keys are found below it.</param>
/// <param name="Audience">What a token must be meant for.</param>
public sealed record OpenIdConnect(Uri Authority, string Audience)
{
    /// <summary>The claim with the user name.</summary>
    public string UserNameClaim { get; init; } = "preferred_username";

    /// <summary>The claim with the roles.</summary>
    public string RolesClaim { get; init; } = "roles";

    /// <summary>The claim with the territory; a token without one opens nothing.</summary>
    public string TerritoryClaim { get; init; } = "territory";

    /// <summary>The claim with a specialist's department.</summary>
    public string DepartmentClaim { get; init; } = "department";

    /// <summary>What the provider calls our roles; a role's own name is always understood.</summary>
    public IReadOnlyDictionary<string, Role> RoleNames { get; init; } = new Dictionary<string, Role>();

    /// <summary>How soon the keys are asked for again when a token names one that is not known.</summary>
    public TimeSpan KeysAtMostEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Only signatures that the issuer alone can make: nothing unsigned, and no secret that is shared.</summary>
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384];

    /// <summary>The provider as the environment names it; null when it names none.</summary>
    /// <exception cref="InvalidOperationException">What it says makes no sense.</exception>
    public static OpenIdConnect? From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (Said("AUTHORITY") is not { } authority) return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || address is { Scheme: "http", IsLoopback: true }))
            throw new InvalidOperationException("CASEFLOW_OIDC_AUTHORITY is an https address.");
        var plain = new OpenIdConnect(address, Said("AUDIENCE") ?? throw new InvalidOperationException("CASEFLOW_OIDC_AUDIENCE must be given with CASEFLOW_OIDC_AUTHORITY: a token for another program must not open this one."));
        return plain with
        {
            UserNameClaim = Said("USERNAME_CLAIM") ?? plain.UserNameClaim,
            RolesClaim = Said("ROLES_CLAIM") ?? plain.RolesClaim,
            TerritoryClaim = Said("TERRITORY_CLAIM") ?? plain.TerritoryClaim,
            DepartmentClaim = Said("DEPARTMENT_CLAIM") ?? plain.DepartmentClaim,
            RoleNames = (Said("ROLE_NAMES") ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Named).ToDictionary(pair => pair.Name, pair => pair.Role, StringComparer.Ordinal),
        };

        string? Said(string name) => variable($"CASEFLOW_OIDC_{name}") is { Length: > 0 } said ? said : null;
    }

    /// <summary>Who a token names.</summary>
    public SignedIn WhoIs(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var name = user.FindFirstValue(UserNameClaim) ?? user.FindFirstValue("sub") ?? "";
        var territory = AccessScope.TryParse(user.FindFirstValue(TerritoryClaim))?.ToString();
        var department = user.FindFirstValue(DepartmentClaim);
        IEnumerable<Role> roles = territory is null || name.Length == 0 ? [] : user.FindAll(RolesClaim).Select(claim => RoleOf(claim.Value)).OfType<Role>().Distinct();
        var grants = roles.Where(role => role != Role.SpecialistDepartment || department is not null)
            .Select(role => new Grant(role, territory!, role == Role.SpecialistDepartment ? department : null));
        return new(name, user.FindFirstValue("name") ?? name, Hat.Of(grants));
    }

    internal void AddTo(AuthenticationBuilder schemes)
    {
        AddSchemeTo(schemes);
        // A key that the issuer has withdrawn is withdrawn here: it is not tried for another hour, as it would be by itself.
        schemes.Services.PostConfigure<JwtBearerOptions>(Authentication.OpenId, options =>
        {
            if (options.ConfigurationManager is BaseConfigurationManager keys) keys.UseLastKnownGoodConfiguration = false;
        });
    }

    private void AddSchemeTo(AuthenticationBuilder schemes) => schemes.AddJwtBearer(Authentication.OpenId, options =>
    {
        options.Authority = Authority.AbsoluteUri;
        options.Audience = Audience;
        options.RequireHttpsMetadata = !Authority.IsLoopback;
        options.MapInboundClaims = false;
        options.RefreshInterval = KeysAtMostEvery;
        options.TokenValidationParameters.ValidAlgorithms = Algorithms;
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        options.TokenValidationParameters.NameClaimType = UserNameClaim;
        options.Events = new()
        {
            OnTokenValidated = context =>
            {
                var who = WhoIs(context.Principal!);
                if (who.Name.Length == 0) context.Fail($"The token has no {UserNameClaim}.");
                else context.Principal = who.Principal(Authentication.OpenId);
                return Task.CompletedTask;
            },
        };
    });

    private Role? RoleOf(string name) => RoleNames.TryGetValue(name, out var role) ? role : Enum.TryParse<Role>(name, out var own) && Enum.IsDefined(own) && !char.IsAsciiDigit(name[0]) ? own : null;

    private static (string Name, Role Role) Named(string pair) => pair.Split('=', StringSplitOptions.TrimEntries) is [{ Length: > 0 } name, var role] && Enum.TryParse<Role>(role, out var known) && Enum.IsDefined(known)
        ? (name, known)
        : throw new InvalidOperationException($"CASEFLOW_OIDC_ROLE_NAMES: '{pair}' is not NAME=ROLE with one of {string.Join(", ", Enum.GetNames<Role>())}.");
}
