using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CaseFlow.Server.Access;

/// <summary>Knows machines by <c>Authorization: Bearer cft_...</c>.</summary>
public sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, TokenBook tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Authentication.Bearer(Request) is not { } text) return AuthenticateResult.NoResult();
        return await tokens.ReadAsync(text) is { } who
            ? AuthenticateResult.Success(new(who.Principal(Scheme.Name), Scheme.Name))
            : AuthenticateResult.Fail("The token is unknown, expired or revoked.");
    }
}
