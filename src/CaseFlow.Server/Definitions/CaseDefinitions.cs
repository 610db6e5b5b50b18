using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>The definitions that cases rely on by name and version: reply wordings, handling models and the standards of key moments. Read from their streams: they are few and short.</summary>
public static class CaseDefinitions
{
    /// <summary>The stream of the reply wordings.</summary>
    public static Guid WordingsStream { get; } = DeterministicId.From("reply_wordings");

    /// <summary>The stream of the handling models.</summary>
    public static Guid ModelsStream { get; } = DeterministicId.From("handling_models");

    /// <summary>The stream of the standards of key moments.</summary>
    public static Guid StandardsStream { get; } = DeterministicId.From("key_moment_standards");

    /// <summary>The stream of the priority matrix.</summary>
    public static Guid PriorityStream { get; } = DeterministicId.From("priority_matrix");

    /// <summary>The wordings as they stood at a moment.</summary>
    public static Task<ReplyWordings> WordingsAsync(CommandShell shell, DateTimeOffset at, CancellationToken cancellation) => AsOfAsync(shell, Streams.ReplyWordings, WordingsStream, at, cancellation);

    /// <summary>The models as they stood at a moment.</summary>
    public static Task<HandlingModels> ModelsAsync(CommandShell shell, DateTimeOffset at, CancellationToken cancellation) => AsOfAsync(shell, Streams.HandlingModels, ModelsStream, at, cancellation);

    /// <summary>The standards of key moments as they stood at a moment.</summary>
    public static Task<KeyMomentStandards> StandardsAsync(CommandShell shell, DateTimeOffset at, CancellationToken cancellation) => AsOfAsync(shell, Streams.KeyMomentStandards, StandardsStream, at, cancellation);

    /// <summary>The version of a step's standard at a moment; null where there was none.</summary>
    public static async Task<int?> StandardAsync(CommandShell shell, BlueprintStage stage, DateTimeOffset at, CancellationToken cancellation) =>
        Blueprint.KeyMoments.Contains(stage) ? (await StandardsAsync(shell, at, cancellation)).Latest.GetValueOrDefault(stage)?.Version : null;

    /// <summary>What a definition is asked to be used for in a case.</summary>
    public static DefinitionOccasion OccasionOf(Term topic, Region region, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return new(topic.Code, AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region)), DayOf(at));
    }

    /// <summary>The day of a moment in the operator's zone.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, DeskTime.Zone).Date);

    /// <summary>The moment up to which definitions count for what a command says: what is known to the day alone may have been at its end.</summary>
    public static DateTimeOffset MomentOf(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Precision == OccurrencePrecision.Day ? context.OccurredAt.AddDays(1).AddTicks(-1) : context.OccurredAt;
    }

    /// <summary>What a key moment's standard is called in addresses.</summary>
    public static string NameOf(BlueprintStage moment) => moment switch
    {
        BlueprintStage.Verify => "verify",
        BlueprintStage.Negotiate => "negotiate",
        BlueprintStage.GiveCare => "give-care",
        BlueprintStage.Arrive or BlueprintStage.Wait or BlueprintStage.Contact or BlueprintStage.StateNeed or BlueprintStage.Feedback or BlueprintStage.GuideEmotion
            or BlueprintStage.ReachAgreement or BlueprintStage.Transact or BlueprintStage.Callback => throw new ArgumentOutOfRangeException(nameof(moment), moment, "It is no key moment."),
    };

    private static async Task<TState> AsOfAsync<TState, TEvent>(CommandShell shell, StreamKind<TState, TEvent> kind, Guid stream, DateTimeOffset at, CancellationToken cancellation)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(shell);
        return kind.Fold((await shell.HistoryAsync(stream, cancellation)).Where(e => e.Metadata.OccurredAt <= at));
    }
}

/// <summary>Fields that definitions have in common which cases rely on.</summary>
public static class CaseDefinitionFields
{
    /// <summary>More lines than this are no definition that anybody reads.</summary>
    private const int MostLines = 100;

    /// <summary>For which cases.</summary>
    public static async Task<CaseReach> ReachAsync(FieldErrors fields, DefinitionBook book, IReadOnlyList<string?>? topics, IReadOnlyList<string?>? places, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(book);
        var (allTopics, allPlaces) = (await book.ListAsync(TermLists.Topics, cancellation), await book.ListAsync(TermLists.Regions, cancellation));
        return new(
            [.. Lines(fields, "topics", topics).Select((code, i) => fields.OptionalTerm($"topics[{i}]", code, allTopics)?.Code ?? code)],
            [.. Lines(fields, "places", places).Select((code, i) => fields.OptionalTerm($"places[{i}]", code, allPlaces)?.Code ?? code)]);
    }

    /// <summary>A list of lines; empty when it is left out.</summary>
    public static IReadOnlyList<string> Lines(FieldErrors fields, string field, IReadOnlyList<string?>? lines)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (lines?.Count > MostLines) fields.Add(field, FieldCodes.OutOfRange, $"{field} takes at most {MostLines}.");
        return [.. (lines ?? []).Take(MostLines).Select((line, i) => fields.Text($"{field}[{i}]", line))];
    }
}
