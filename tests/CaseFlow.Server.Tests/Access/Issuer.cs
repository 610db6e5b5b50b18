using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CaseFlow.Server.Tests.Access;

/// <summary>An OpenID Connect issuer: discovery, keys, and tokens signed with them.</summary>
public sealed class Issuer : IAsyncDisposable
{
    /// <summary>What its tokens are meant for.</summary>
    public const string Audience = "caseflow";

    private WebApplication? app;
    private RsaSecurityKey key = Fresh();

    /// <summary>Where it listens.</summary>
    public Uri Address { get; set; } = null!;

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Address.AbsoluteUri, jwks_uri = $"{Address}keys", id_token_signing_alg_values_supported = new[] { "RS256" } }));
        app.MapGet("/keys", () =>
        {
            var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = key.KeyId });
            return Results.Json(new { keys = new[] { new { kty = published.Kty, kid = published.Kid, n = published.N, e = published.E, use = "sig", alg = "RS256" } } });
        });
        await app.StartAsync();
        Address = new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
    }

    /// <summary>Signs with another key from now on.</summary>
    public void Rotate() => key = Fresh();

    /// <summary>A token that is right unless something else is said.</summary>
    public string Token(string? audience = Audience, string? from = null, DateTimeOffset? expires = null, DateTimeOffset? notBefore = null, string[]? roles = null, string? territory = "cn-js") =>
        Write(new(key, SecurityAlgorithms.RsaSha256), audience, from, expires, notBefore, roles, territory);

    /// <summary>One that says <c>alg: none</c>.</summary>
    public string WithoutSignature() => Write(credentials: null, Audience);

    /// <summary>One whose secret everybody knows: the public key, taken for a shared one.</summary>
    public string SignedWithPublicKey() => Write(new(new SymmetricSecurityKey(key.Rsa.ExportSubjectPublicKeyInfo()) { KeyId = key.KeyId }, SecurityAlgorithms.HmacSha256), Audience);

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private string Write(
        SigningCredentials? credentials, string? audience, string? from = null, DateTimeOffset? expires = null, DateTimeOffset? notBefore = null, string[]? roles = null, string? territory = "cn-js")
    {
        var claims = new Dictionary<string, object> { ["preferred_username"] = "li.na", ["name"] = "Li Na", ["roles"] = roles ?? ["crm-desk"] };
        if (territory is not null) claims["territory"] = territory;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = from ?? Address.AbsoluteUri,
            Audience = audience,
            Subject = new ClaimsIdentity([new Claim("sub", "42")]),
            Claims = claims,
            NotBefore = (notBefore ?? DateTimeOffset.UtcNow.AddMinutes(-10)).UtcDateTime,
            Expires = (expires ?? DateTimeOffset.UtcNow.AddMinutes(10)).UtcDateTime,
            SigningCredentials = credentials,
        });
    }

    private static RsaSecurityKey Fresh() => new(RSA.Create(2048)) { KeyId = Guid.NewGuid().ToString("N") };
}
