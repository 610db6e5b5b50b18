using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web.Forms;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>A version of a definition as it was published.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="PublishedAt">When it was recorded.</param>
/// <param name="PublishedBy">Who published it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Content">What it says, in the words in which the API is told the next one.</param>
public sealed record DefinitionVersion(int Number, DateTimeOffset PublishedAt, string PublishedBy, string Reason, JsonObject Content);

/// <summary>A definition with all its versions.</summary>
/// <param name="Kind">For example <c>scorecards</c>.</param>
/// <param name="Name">For example <c>complaint-handling</c>.</param>
/// <param name="Seen">The version of the stream that it is kept in, which its next publication answers to.</param>
/// <param name="Versions">The oldest first.</param>
public sealed record DefinitionHistory(string Kind, string Name, long Seen, IReadOnlyList<DefinitionVersion> Versions);

/// <summary>What an event publishes.</summary>
/// <param name="Name">The definition.</param>
/// <param name="Content">What it says.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record Publication(string Name, JsonObject Content, string Reason)
{
    /// <summary>Takes what an event says; <paramref name="without"/> is given by the publication itself.</summary>
    public static Publication Of(string name, object said, string reason, params IReadOnlyList<string> without)
    {
        ArgumentNullException.ThrowIfNull(without);
        var content = (JsonObject)JsonSerializer.SerializeToNode(said, EventTypes.Json)!;
        foreach (var property in without)
            content.Remove(property);
        return new(name, content, reason);
    }

    /// <summary>The same as one part of what is said.</summary>
    public Publication Within(string part) => this with { Content = new() { [part] = Content } };

    /// <summary>The same with more, in the place of what it says under the same names.</summary>
    public Publication With(object more)
    {
        foreach (var (property, value) in (JsonObject)JsonSerializer.SerializeToNode(more, EventTypes.Json)!)
            Content[property] = value?.DeepClone();
        return this;
    }
}

/// <summary>A kind of definitions that are published in versions.</summary>
public interface IDefinitionKind
{
    /// <summary>What it is called in addresses.</summary>
    string Name { get; }

    /// <summary>Who may publish.</summary>
    Permission Permission { get; }

    /// <summary>Whether names may be added; where not, each there will ever be is there.</summary>
    bool TakesNewNames { get; }

    /// <summary>Whether a draft can be tried on a past month.</summary>
    bool CanBeTried { get; }

    /// <summary>What its page shows beside versions and form, a component that takes the definition's <c>Name</c>; null for nothing.</summary>
    Type? Panel { get; }

    /// <summary>What the next version must state.</summary>
    Shape Shape { get; }

    /// <summary>Under which name something is kept that was published under another one, because what it says is a part of its name.</summary>
    string PlaceOf(string name, JsonObject content);

    /// <summary>All definitions of the kind, by their names.</summary>
    Task<IReadOnlyList<DefinitionHistory>> ReadAsync(CancellationToken cancellation);

    /// <summary>Publishes the next version.</summary>
    Task<CommandOutcome> PublishAsync(PageCommands commands, Caller caller, Sending sending, string name, JsonObject content, CancellationToken cancellation);

    /// <summary>Tries a draft on a past month; of a kind that can be tried.</summary>
    Task<DraftTrial> TryAsync(AccessScope scope, string name, JsonObject content, DateOnly month, CancellationToken cancellation);
}

/// <summary>A kind whose versions are published by one request of the API.</summary>
/// <typeparam name="TRequest">The request.</typeparam>
/// <param name="shell">Reads the streams.</param>
/// <param name="name">What it is called in addresses.</param>
/// <param name="streams">Where the definitions are kept.</param>
/// <param name="read">What an event publishes; null when it publishes nothing of this kind.</param>
/// <param name="publish">The use case of the request.</param>
public sealed class DefinitionKind<TRequest>(
    CommandShell shell, string name, Func<CancellationToken, Task<IReadOnlyList<Guid>>> streams, Func<object, Publication?> read, Func<string, TRequest, CommandContext, CancellationToken, Task<CommandOutcome>> publish)
    : IDefinitionKind
    where TRequest : CommandRequest
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Permission Permission { get; init; } = Permission.PublishDefinitions;

    /// <inheritdoc/>
    public bool TakesNewNames { get; init; }

    /// <inheritdoc/>
    public Type? Panel { get; init; }

    /// <inheritdoc/>
    public bool CanBeTried => TryAsync is not null;

    /// <summary>Tries a draft on a past month; null where that tells nothing.</summary>
    public TryDraft<TRequest>? TryAsync { get; init; }

    /// <summary>As <see cref="PlaceOf"/>; null where what is said never is a part of the name.</summary>
    public Func<string, JsonObject, string>? KeptAs { get; init; }

    /// <inheritdoc/>
    public string PlaceOf(string name, JsonObject content) => KeptAs?.Invoke(name, content) ?? name;

    /// <inheritdoc/>
    public Shape Shape { get; } = Shape.OfRequest(typeof(TRequest));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DefinitionHistory>> ReadAsync(CancellationToken cancellation)
    {
        var found = new List<DefinitionHistory>();
        foreach (var stream in await streams(cancellation))
        {
            var history = await shell.HistoryAsync(stream, cancellation);
            var published = history.Select(e => (Event: e, Publication: read(e.Data))).Where(one => one.Publication is not null);
            found.AddRange(published.GroupBy(one => one.Publication!.Name).Select(versions => new DefinitionHistory(
                name, versions.Key, history[^1].Version,
                [.. versions.Select((one, i) => new DefinitionVersion(i + 1, one.Event.RecordedAt, one.Event.Metadata.Actor, one.Publication!.Reason, one.Publication.Content))])));
        }

        return [.. found.OrderBy(one => one.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async Task<CommandOutcome> PublishAsync(PageCommands commands, Caller caller, Sending sending, string name, JsonObject content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commands);
        var request = content.Deserialize<TRequest>(EventTypes.Json)!;
        return await commands.SayAsync(caller, sending, form: null, request, (said, context) => publish(name, said, context, cancellation));
    }

    /// <inheritdoc/>
    Task<DraftTrial> IDefinitionKind.TryAsync(AccessScope scope, string name, JsonObject content, DateOnly month, CancellationToken cancellation) =>
        (TryAsync ?? throw new NotSupportedException($"{Name} cannot be tried."))(scope, name, content.Deserialize<TRequest>(EventTypes.Json)!, month, cancellation);
}
