using CaseFlow.Access;
using CaseFlow.Server.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Testing;

/// <summary>Issues tokens by the use case that the API has. Benchmarks and other test projects link this file.</summary>
public static class Tokens
{
    /// <summary>What a machine is called that does not name the person it speaks for.</summary>
    public const string Name = "api";

    /// <summary>Who issues them.</summary>
    public const string Issuer = "tests";

    /// <summary>A token that may do everything everywhere and speak for others.</summary>
    public static Task<string> UnrestrictedAsync(IServiceProvider services) =>
        IssueAsync(services, [.. Enum.GetValues<Role>().Where(role => role != Role.SpecialistDepartment)], Territories.All, department: null, speaksForOthers: true);

    /// <summary>A fresh token.</summary>
    public static async Task<string> IssueAsync(IServiceProvider services, IReadOnlyList<Role> roles, string territory, string? department, bool speaksForOthers)
    {
        // Whatever the clock of a test shows, the token is good for a year of it.
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = Issuer, Scope = AccessScope.All, CorrelationId = "tests", OccurredAt = now };
        var request = new IssueTokenRequest { Name = Name, Roles = roles, Territory = territory, Department = department, Days = 366, SpeaksForOthers = speaksForOthers };
        var (_, outcome, secret) = await services.GetRequiredService<TokenDesk>().IssueAsync(request, context, CancellationToken.None);
        return secret ?? throw new InvalidOperationException($"The token was not issued: {outcome}");
    }
}
