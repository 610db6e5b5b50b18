namespace CaseFlow.Server.Platform.Embedded;

/// <summary>Where a private PostgreSQL lives and how it is run.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The folder that holds the cluster, its locks and, when nothing else is found, the PostgreSQL binaries.</summary>
    public required string Home { get; init; }

    /// <summary>Receives one sentence for every step that takes time.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Whether PostgreSQL may be installed when this machine has none.</summary>
    public bool MayInstall { get; init; } = true;

    /// <summary>Server settings that replace ours, such as <c>fsync</c>; values must not need quoting in a shell.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the whole home folder goes away with the database: for tests.</summary>
    public bool DeleteHome { get; init; }

    /// <summary>A database of its own in a new temporary folder, gone when it is disposed.</summary>
    public static EmbeddedOptions InTemporaryFolder() => new() { Home = TemporaryHomes.Create(), DeleteHome = true };
}
