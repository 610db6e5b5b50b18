using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>What a score stands for.</summary>
public sealed record ScoreMeaningRequest
{
    /// <summary>From 1 (bad) to 5 (good).</summary>
    [Required]
    public int? Score { get; init; }

    /// <summary>What it stands for, in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The same in English.</summary>
    [Required]
    public string? En { get; init; }
}

/// <summary>Publish the next version of a key moment's standard. Scores keep the version that they were given under.</summary>
public sealed record PublishKeyMomentStandardRequest : CommandRequest
{
    /// <summary>What the moment is about, in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The same in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>What is looked for, in Chinese.</summary>
    [Required]
    public IReadOnlyList<string?>? ChecklistZh { get; init; }

    /// <summary>The same in English.</summary>
    [Required]
    public IReadOnlyList<string?>? ChecklistEn { get; init; }

    /// <summary>What each score from 1 to 5 stands for.</summary>
    [Required]
    public IReadOnlyList<ScoreMeaningRequest?>? Scale { get; init; }

    /// <summary>The score from which on the moment was handled well, 1 to 5 with at most two decimals.</summary>
    [Required]
    public decimal? Threshold { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>What a good handling of each key moment does, in versions.</summary>
public static class PublishingKeyMomentStandards
{
    private const int MostScores = 20;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/definitions/key-moment-standards/{name}", (string name, PublishKeyMomentStandardRequest request, HttpContext http, CommandShell shell, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, CaseDefinitions.StandardsStream, request, context => PublishAsync(shell, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a key moment's standard: verify, negotiate or give-care.");

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, string name, PublishKeyMomentStandardRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var moments = Blueprint.KeyMoments.ToDictionary(CaseDefinitions.NameOf);
        if (!moments.TryGetValue(name, out var moment)) fields.Add("name", FieldCodes.OutOfRange, $"name is one of {string.Join(", ", moments.Keys)}.");
        foreach (var (field, missing) in new[] { ("checklistZh", request.ChecklistZh is null), ("checklistEn", request.ChecklistEn is null), ("scale", request.Scale is null) })
        {
            if (missing) fields.Add(field, FieldCodes.Required, $"{field} must be given.");
        }

        if (request.Scale?.Count > MostScores) fields.Add("scale", FieldCodes.OutOfRange, $"scale takes at most {MostScores} scores.");
        var terms = new KeyMomentTerms
        {
            Zh = fields.Text("zh", request.Zh, FieldErrors.ShortText),
            En = fields.Text("en", request.En, FieldErrors.ShortText),
            ChecklistZh = CaseDefinitionFields.Lines(fields, "checklistZh", request.ChecklistZh),
            ChecklistEn = CaseDefinitionFields.Lines(fields, "checklistEn", request.ChecklistEn),
            Scale = [.. (request.Scale ?? []).Take(MostScores).Select((one, i) => new ScoreMeaning(
                fields.Value($"scale[{i}].score", one?.Score), fields.Text($"scale[{i}].zh", one?.Zh, FieldErrors.ShortText), fields.Text($"scale[{i}].en", one?.En, FieldErrors.ShortText)))],
            Threshold = fields.Value("threshold", request.Threshold),
        };
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.KeyMomentStandards, CaseDefinitions.StandardsStream, context, state => KeyMomentStandardDecisions.Publish(state, new(moment, terms, reason)), cancellation);
    }
}
