using System.Globalization;
using CaseFlow.Access;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Audit;

/// <summary>What proves the history, over HTTP.</summary>
public static class ChainRoutes
{
    private const string Tag = "Chain";

    /// <summary>The most checkpoints of one answer.</summary>
    public const int MostCheckpoints = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/chain", async (ChainStatus status, CancellationToken cancellation) => TypedResults.Ok(await status.AskAsync(cancellation)))
            .Requires(Permission.ReadChain)
            .WithTags(Tag)
            .WithSummary("How far the history is sealed, the last checkpoint, and the public key to verify it with.")
            .Produces<ChainView>();
        api.MapGet("/chain/checkpoints", ListAsync)
            .Requires(Permission.ReadChain)
            .WithTags(Tag)
            .WithSummary("The checkpoints, the newest first.")
            .Produces<Page<ChainCheckpoint>>()
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/chain/proofs/{eventId:guid}", async (Guid eventId, Sealer sealer, CancellationToken cancellation) =>
                await sealer.Tables.ProofAsync(eventId, cancellation) is { } proof
                    ? (IResult)TypedResults.Ok(proof)
                    : Answers.Problem(ProblemCodes.NotFound, $"There is no event {eventId}, or it is not sealed yet."))
            .Requires(Permission.ReadChain)
            .WithTags(Tag)
            .WithSummary("Proves that an event was sealed as it is: its hash, and its path to a signed root. It tells nothing of the event's content.")
            .Produces<InclusionProof>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/chain/verifications", (HttpContext http, ChainVerifications verifications) =>
            {
                var one = verifications.Start(Caller.Of(http).Actor);
                return TypedResults.Accepted($"/api/chain/verifications/{one.Id}", one);
            })
            .Requires(Permission.VerifyChain)
            .WithTags(Tag)
            .WithSummary("Begins to verify the whole history on this server; while one is running, that is the answer.")
            .Produces<VerificationView>(StatusCodes.Status202Accepted);
        api.MapGet("/chain/verifications/{id:guid}", (Guid id, ChainVerifications verifications) =>
                verifications.Find(id) is { } one ? (IResult)TypedResults.Ok(one) : Answers.Problem(ProblemCodes.NotFound, $"There is no verification {id}, any more."))
            .Requires(Permission.ReadChain)
            .WithTags(Tag)
            .WithSummary("A verification and how far it has come; what it found, at its end.")
            .Produces<VerificationView>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, Sealer sealer, CancellationToken cancellation)
    {
        var errors = new FieldErrors();
        if (!int.TryParse(limit ?? "50", NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most is < 1 or > MostCheckpoints)
            errors.Add("limit", FieldCodes.OutOfRange, $"limit is 1 to {MostCheckpoints}.");
        if (errors.Any)
            return Answers.Invalid(errors.Outcome.Errors);
        var before = long.MaxValue;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Answers.Problem(ProblemCodes.CursorMalformed, "cursor is not the next of an earlier answer.");
        var page = await sealer.Tables.ListAsync(before, most, cancellation);
        var total = (await sealer.Tables.LastAsync(cancellation))?.Number ?? 0;
        var next = page.Count == most && page[^1].Number > 1 ? page[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new Page<ChainCheckpoint>(page, total, TotalIsAtLeast: false, next));
    }
}
