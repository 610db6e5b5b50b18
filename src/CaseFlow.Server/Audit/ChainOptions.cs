namespace CaseFlow.Server.Audit;

/// <summary>What the chain needs outside of the database.</summary>
public sealed record ChainOptions
{
    /// <summary>The file of the key that signs checkpoints; its public part is beside it, as <c>.pub</c>. <c>CASEFLOW_SIGNING_KEY_FILE</c>.</summary>
    public required string KeyFile { get; init; }

    /// <summary>The file that every checkpoint is written to as well. <c>CASEFLOW_CHECKPOINTS_FILE</c>; best on another machine's disk.</summary>
    public required string AnchorFile { get; init; }

    /// <summary>Where each checkpoint is sent to; null for nowhere. <c>CASEFLOW_CHECKPOINTS_URL</c>.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>What the environment says, else files beside the master key.</summary>
    /// <exception cref="UriFormatException">The address cannot be read.</exception>
    public static ChainOptions Beside(string masterKeyFile)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(masterKeyFile))!;
        return new()
        {
            KeyFile = Said("CASEFLOW_SIGNING_KEY_FILE") ?? Path.Combine(folder, "signing.key"),
            AnchorFile = Said("CASEFLOW_CHECKPOINTS_FILE") ?? Path.Combine(folder, "checkpoints.ndjson"),
            Webhook = Said("CASEFLOW_CHECKPOINTS_URL") is { } url ? new(url) : null,
        };
    }

    private static string? Said(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? given : null;
}
