using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Warnings;

/// <summary>The topics that warning rules name.</summary>
public sealed class WarningTopicNames(CommandShell shell) : ITopicNames
{
    /// <summary>What warning rules are called among definitions.</summary>
    public const string KindName = "warning-rules";

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Name, int Version, IReadOnlyList<string> Topics)>> ReadAsync(CancellationToken cancellation) =>
        [.. (await shell.StateAsync(Streams.WarningRules, WarningEvaluation.RulesStream, cancellation)).Latest.Values.Select(rule => (rule.Rule, rule.Version, (IReadOnlyList<string>)(rule.Terms.Topic is { } topic ? [topic] : [])))];
}
