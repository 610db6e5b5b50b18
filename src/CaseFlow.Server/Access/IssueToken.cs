using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Access;

/// <summary>Give a machine a token.</summary>
public sealed record IssueTokenRequest : CommandRequest
{
    /// <summary>What the machine is called; the name on everything that it does for itself.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>What it may do.</summary>
    [Required]
    public IReadOnlyList<Role>? Roles { get; init; }

    /// <summary>Where: all, a province (cn-js) or a city (cn-js.nanjing).</summary>
    [Required]
    public string? Territory { get; init; }

    /// <summary>The department, of specialist departments only.</summary>
    public string? Department { get; init; }

    /// <summary>For how many days it is good, at most 366.</summary>
    [Required]
    public int? Days { get; init; }

    /// <summary>Whether it may name the person that it speaks for in X-CaseFlow-Actor; false when left out.</summary>
    public bool? SpeaksForOthers { get; init; }
}

/// <summary>Let a token be good no more.</summary>
public sealed record RevokeTokenRequest : CommandRequest;

/// <summary>What became of a new token.</summary>
/// <param name="Id">The token.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Position">What to give a query as <c>after</c>.</param>
/// <param name="Token">What the machine sends as <c>Authorization: Bearer</c>, told this once; null when the command was sent before.</param>
public sealed record TokenAnswer(Guid Id, long Version, long Position, string? Token);

/// <summary>What commands on tokens need.</summary>
public sealed class TokenDesk(CommandShell shell, TokenBook book, DefinitionBook definitions)
{
    /// <summary>Issues a token.</summary>
    /// <returns>Which one, the outcome, and what the machine is given when this very command issued it.</returns>
    public async Task<(TokenId Token, CommandOutcome Outcome, string? Secret)> IssueAsync(IssueTokenRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var errors = new FieldErrors();
        var id = TokenId.From(DeterministicId.From("token", context.CommandId));
        var roles = errors.Choices("roles", request.Roles);
        if (request.Roles is { Count: 0 }) errors.Add("roles", FieldCodes.Required, "roles names at least one.");
        var days = errors.Value("days", request.Days);
        if (request.Days is < 1 or > 366) errors.Add("days", FieldCodes.OutOfRange, "days is 1 to 366.");
        var issued = new TokenIssued
        {
            Token = id,
            Name = errors.Text("name", request.Name, AccountFields.LongestUserName),
            Roles = [.. roles.Distinct()],
            Territory = AccountFields.Territory(errors, request.Territory),
            Department = errors.OptionalTerm("department", request.Department, await definitions.ListAsync(TermLists.Departments, cancellation))?.Code,
            ExpiresAt = context.OccurredAt.AddDays(Math.Clamp(days, 0, 366)),
            SpeaksForOthers = request.SpeaksForOthers ?? false,
        };
        if (errors.Any) return (id, errors.Outcome, null);
        var (secret, hash) = TokenBook.Draw(id);
        await book.KeepAsync(id, hash, cancellation);
        var outcome = await shell.DecideAsync(Streams.Token, id.Value, context, token => TokenDecisions.Issue(token, new(issued, context.OccurredAt, context.Scope.ToString())), cancellation);
        book.Forget(id);
        return (id, outcome, outcome is CommandRecorded { Repeated: false } ? secret : null);
    }

    /// <summary>Revokes a token.</summary>
    public async Task<CommandOutcome> RevokeAsync(TokenId token, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var outcome = await shell.DecideAsync(Streams.Token, token.Value, context, state => TokenDecisions.Revoke(state, new(context.Scope.ToString())), cancellation);
        book.Forget(token);
        return outcome;
    }
}

/// <summary>Tokens over HTTP.</summary>
public static class TokenRoutes
{
    private const string Tag = "Tokens";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/tokens", async (IssueTokenRequest request, HttpContext http, TokenDesk desk, CancellationToken cancellation) =>
            {
                string? secret = null;
                var answer = await CommandRoutes.CreateAsync(
                    http,
                    request,
                    async context =>
                    {
                        (var id, var outcome, secret) = await desk.IssueAsync(request, context, cancellation);
                        return (id.Value, $"tokens/{id.Value}", outcome);
                    },
                    cancellation);
                return answer is Microsoft.AspNetCore.Http.HttpResults.Created<CommandAnswer> { Value: { } done } made ? TypedResults.Created(made.Location, new TokenAnswer(done.Id, done.Version, done.Position, secret)) : answer;
            })
            .DescribeCommand(Permission.ManageTokens, Tag, "Gives a machine a token, which this answer alone tells.", creates: true)
            .Produces<TokenAnswer>(StatusCodes.Status201Created);
        api.MapDelete("/tokens/{id:guid}", (Guid id, HttpContext http, TokenDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, new RevokeTokenRequest(), context => desk.RevokeAsync(TokenId.From(id), context, cancellation), cancellation))
            .Requires(Permission.ManageTokens)
            .WithTags(Tag)
            .WithSummary("Lets a token be good no more.")
            .WithMetadata(new Speaks(typeof(RevokeTokenRequest)))
            .Produces<CommandAnswer>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapQuery<MachineTokens, Page<MachineToken>>(
            "/tokens",
            Permission.ManageTokens,
            (Tag, "Tokens of a territory, by name, without their secrets."),
            [MachineTokens.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var page = query.Page();
                return async (tokens, asker, cancellation) => await tokens.AskAsync(asker.Scope, page, cancellation);
            });
    }
}
