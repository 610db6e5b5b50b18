namespace CaseFlow.EventStore.Projections;

/// <summary>What becomes of a replay.</summary>
public enum ReplayState
{
    /// <summary>It is the turn of others, or it was interrupted and is to begin again.</summary>
    Waiting,

    /// <summary>It is on its way.</summary>
    Running,

    /// <summary>Its rows can be asked.</summary>
    Ready,

    /// <summary>It cannot be done; asking for it again tries again.</summary>
    Failed,
}

/// <summary>What is to be replayed.</summary>
/// <param name="Projection">The projection's name.</param>
/// <param name="Definition">What it is replayed under, in words that its <see cref="Replayable"/> reads; empty for the definition of the program.</param>
/// <param name="Position">The last event that counts; a position that was given up in an aborted append stands for the one before.</param>
/// <param name="RequestedBy">Who asks.</param>
/// <param name="Lifetime">How long it is kept after it was last used; the usual one when null.</param>
public sealed record ReplayRequest(string Projection, string Definition, long Position, string RequestedBy, TimeSpan? Lifetime = null);

/// <summary>A replay and how far it has come.</summary>
public sealed record ReplayStatus
{
    /// <summary>Names it.</summary>
    public required Guid Id { get; init; }

    /// <summary>What is replayed.</summary>
    public required string Projection { get; init; }

    /// <summary>What it is replayed under; empty for the definition of the program.</summary>
    public required string Definition { get; init; }

    /// <summary>The position of the last event that counts.</summary>
    public required long Position { get; init; }

    /// <summary>When that event was recorded; null before the first one.</summary>
    public required DateTimeOffset? RecordedAt { get; init; }

    /// <summary>Who asked for it first.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its rows are dropped unless somebody uses them until then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What has become of it.</summary>
    public required ReplayState State { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempt { get; init; }

    /// <summary>The position of the last event replayed.</summary>
    public required long Reached { get; init; }

    /// <summary>Why it failed; null unless it has.</summary>
    public required string? Error { get; init; }

    /// <summary>The schema of its rows. Each attempt has one of its own, so that one which was given up for dead disturbs no other.</summary>
    public string Schema => FormattableString.Invariant($"{Prefix}{Id:N}_{Attempt}");

    /// <summary>How the names of scratch schemas begin.</summary>
    internal const string Prefix = "caseflow_replay_";

    /// <summary>The lock of whoever works at a replay, or drops what it left.</summary>
    internal static string LockOf(Guid id) => $"{Prefix}{id:N}";

    /// <summary>How often it was begun since it was asked for last.</summary>
    internal int Tries { get; init; }

    internal int Version { get; init; }

    internal string Hash { get; init; } = "";
}

/// <summary>A projection that can be replayed.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Under">The projection under a definition, which is empty for that of the program. Throws <see cref="ArgumentException"/> when the text is none.</param>
public sealed record Replayable(string Projection, Func<string, IProjection> Under)
{
    /// <summary>A projection that has one definition, that of the program.</summary>
    public static Replayable AsIs(IProjection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return new(projection.Name, definition => definition.Length == 0 ? projection : throw new ArgumentException($"{projection.Name} has no definition to change.", nameof(definition)));
    }
}

/// <summary>How replays are kept; the defaults suit a report that somebody looks at.</summary>
public sealed record ReplayOptions
{
    /// <summary>How many there may be at a time.</summary>
    public int Most { get; init; } = 20;

    /// <summary>How long one is kept after it was last used, unless asked for otherwise.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>For how long after its last use none makes room for another.</summary>
    public TimeSpan Undisturbed { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often an interrupted replay is begun again before it counts as failed.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How many events it takes in one transaction.</summary>
    public int PageSize { get; init; } = 5_000;

    /// <summary>How long a node waits at most before it looks for replays that another asked for, or left behind.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>From one sweep to the next.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>There are as many replays as there may be, and all of them are in use.</summary>
public sealed class ReplaysExhaustedException(int most) : Exception(FormattableString.Invariant($"There are {most} replays already, all of them in use; drop one, or ask again later."));
